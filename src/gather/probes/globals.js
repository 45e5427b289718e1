// Which of the dotted paths exist in the page's global scope. Elements that their `id` made global do not count.
(args) => {
  const found = [];
  for (const path of args.paths) {
    try {
      let value = window;
      for (const part of path.split(".")) value = value[part];
      const kind = Object.prototype.toString.call(value);
      const element = value instanceof Element || value instanceof HTMLCollection || kind === "[object Window]";
      if (value !== undefined && value !== null && !element) found.push(path);
    } catch {
      // A path that leads nowhere.
    }
  }
  return found;
}
