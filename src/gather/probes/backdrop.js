// A point beside an interface at which a click meets the backdrop and nothing else; null if there is no backdrop.
//
// args: { rect: { x, y, width, height } } in the viewport of this frame
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const GAP = 12;
  // What lies over so much of the viewport lies over the page.
  const SHARE = 0.8;
  const { rect } = args;
  const beside = (x, y) => x < rect.x - GAP || y < rect.y - GAP || x > rect.x + rect.width + GAP || y > rect.y + rect.height + GAP;
  const outwards = (element) => element.assignedSlot || element.parentNode || element.host;

  const isBackdrop = (struck) => {
    if (struck.closest("a, button, input, select, textarea, summary, label, iframe, [role=button], [onclick]")) return false;
    if (struck.tagName === "DIALOG") return true;
    for (let at = struck; at; at = outwards(at)) {
      if (!(at instanceof Element) || at === document.body || at === document.documentElement) continue;
      const box = at.getBoundingClientRect();
      const lifted = ["fixed", "absolute"].includes(getComputedStyle(at).position);
      if (lifted && box.width * box.height >= innerWidth * innerHeight * SHARE) return true;
    }
    return false;
  };

  for (const fx of [0.03, 0.5, 0.97, 0.25, 0.75]) {
    for (const fy of [0.03, 0.97, 0.5, 0.25, 0.75]) {
      const [x, y] = [innerWidth * fx, innerHeight * fy];
      const struck = beside(x, y) ? act.hit(x, y) : null;
      if (struck && isBackdrop(struck)) return { x, y };
    }
  }
  return null;
}
