/** Those of the selectors that the browser refuses. */
(args) =>
  args.selectors.filter((selector) => {
    try {
      document.querySelector(selector);
      return false;
    } catch {
      return true;
    }
  });
