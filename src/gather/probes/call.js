// Calls a function of the page by its dotted path, as a visitor's button would; true if there is one.
//
// args: { path }
(args) => {
  const parts = args.path.split(".");
  const name = parts.pop();
  let owner = window;
  for (const part of parts) owner = owner === null || owner === undefined ? undefined : owner[part];
  if (owner === null || owner === undefined || typeof owner[name] !== "function") return false;
  owner[name]();
  return true;
}
