/**
 * Clears what the snippet before left and puts the next one into the page: HTML with its shadow roots, names in the
 * global scope, cookies, entries in storage.
 */
(args) => {
  const before = window.snippetBefore ?? { globals: [], cookies: [] };
  for (const path of before.globals) delete window[path.split(".")[0]];
  for (const name of before.cookies) document.cookie = `${name}=; Max-Age=0`;
  localStorage.clear();

  document.body.setHTMLUnsafe(args.html);
  for (const path of args.globals) {
    const parts = path.split(".");
    const last = parts.pop();
    let at = window;
    for (const part of parts) at = at[part] ??= {};
    at[last] = () => {};
  }
  for (const name of args.cookies) document.cookie = `${name}=1`;
  for (const name of args.storage) localStorage.setItem(name, "1");
  window.snippetBefore = { globals: args.globals, cookies: args.cookies };
};
