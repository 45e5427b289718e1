/**
 * Runs in every frame before the page's own scripts: takes the binding away from the page and hands it to the hooks.
 *
 * @param {string} name name of the global that is the binding
 * @param {Array<(report: (json: string) => void) => void>} hooks functions that watch the page
 */
(name, hooks) => {
  const binding = globalThis[name];
  delete globalThis[name];
  const report = typeof binding === "function" ? (json) => binding(String(json)) : () => {};
  for (const hook of hooks) {
    try {
      hook(report);
    } catch (error) {
      report(JSON.stringify({ kind: "hook-failed", why: String(error) }));
    }
  }
};
