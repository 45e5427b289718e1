/**
 * Runs in every frame before the page's own scripts: takes the binding away from the page and hands it to the hooks.
 * Tells on its own account when a closed shadow root may have been made.
 *
 * @param {string} name name of the global that is the binding
 * @param {Array<(report: (json: string) => void) => void>} hooks functions that watch the page
 */
(name, hooks) => {
  const binding = globalThis[name];
  delete globalThis[name];
  const report = typeof binding === "function" ? (json) => binding(String(json)) : () => {};
  const { apply } = Reflect;

  /** Tells after a method was called in a way that may make a closed root. */
  const watch = (owner, method, mayMakeOne) => {
    const original = owner?.[method];
    if (typeof original !== "function") return;
    owner[method] = new Proxy(original, {
      apply(target, self, given) {
        const result = apply(target, self, given);
        if (mayMakeOne(given[0])) report('{"visitor":"closed-root"}');
        return result;
      },
    });
  };
  const holdsOne = (html) => /shadowrootmode/i.test(String(html));
  watch(Element.prototype, "attachShadow", (init) => init?.mode === "closed");
  watch(Element.prototype, "setHTMLUnsafe", holdsOne);
  watch(ShadowRoot.prototype, "setHTMLUnsafe", holdsOne);
  watch(Document, "parseHTMLUnsafe", holdsOne);

  for (const hook of hooks) {
    try {
      hook(report);
    } catch (error) {
      report(JSON.stringify({ kind: "hook-failed", why: String(error) }));
    }
  }
};
