/**
 * Runs in every frame before the page's own scripts: makes the kit and hands it to the hooks. Tells on its own account
 * when a closed shadow root may have been made, and answers whether it is there.
 *
 * @param {string} secret what only our scripts know
 * @param {(secret: string) => object | null} kitOf makes the kit
 * @param {Array<(report: (json: string) => void, kit: object) => void>} hooks functions that watch the page
 */
(secret, kitOf, hooks) => {
  const kit = kitOf(secret);
  if (!kit) return;
  const { bare, json, report, replace } = kit;

  const made = () => report('{"visitor":"closed-root"}');
  const { indexOf, toLowerCase } = String.prototype;
  const { apply } = Reflect;
  const holdsOne = (html) => apply(indexOf, apply(toLowerCase, html, []), ["shadowrootmode"]) >= 0;
  const markup = (self, args) => {
    const html = args[0];
    // What is no text is markup all the same, and reading it would run code of the page.
    if (typeof html !== "string" || holdsOne(html)) made();
  };
  replace(Element.prototype, "attachShadow", "value", "Element.attachShadow", (self, args, root) => {
    if (root.mode === "closed") made();
  });
  replace(Element.prototype, "setHTMLUnsafe", "value", "Element.setHTMLUnsafe", markup);
  replace(ShadowRoot.prototype, "setHTMLUnsafe", "value", "ShadowRoot.setHTMLUnsafe", markup);
  replace(Document, "parseHTMLUnsafe", "value", "Document.parseHTMLUnsafe", markup);

  for (const hook of hooks) {
    try {
      hook(report, kit);
    } catch (error) {
      report(json(bare({ kind: "hook-failed", why: String(error), url: location.href })));
    }
  }
};
