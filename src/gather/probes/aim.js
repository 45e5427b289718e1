// Where to click a control that the survey kept: scrolls to it if need be and finds a point at which it, or its
// label, is really on top. A link inside a label is never a point.
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const entry = act.kept(args.id);
  if (!entry) return { found: false, point: null, scrolled: false, checked: null };
  const { element, stand } = entry;

  const boxOf = () => {
    const lines = stand.getClientRects();
    return lines.length > 1 && getComputedStyle(stand).display === "inline" ? lines[0] : stand.getBoundingClientRect();
  };
  const clear = (x, y) => {
    const struck = act.hit(x, y);
    if (!struck) return false;
    const link = struck.closest("a[href]");
    if (link && link !== element && !act.within(element, link) && !act.within(link, element)) return false;
    return act.within(struck, element) || act.within(struck, stand);
  };
  const open = () => {
    const rect = boxOf();
    if (rect.width < 1 || rect.height < 1) return null;
    for (const [fx, fy] of [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.25], [0.5, 0.75], [0.1, 0.5], [0.9, 0.5]]) {
      const x = rect.x + rect.width * fx;
      const y = rect.y + rect.height * fy;
      if (x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && clear(x, y)) return { x, y };
    }
    return null;
  };

  let point = open();
  let scrolled = false;
  if (!point) {
    const before = stand.getBoundingClientRect();
    stand.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const after = stand.getBoundingClientRect();
    scrolled = Math.abs(before.y - after.y) > 1 || Math.abs(before.x - after.x) > 1;
    point = open();
  }
  return { found: true, point, scrolled, checked: act.checked(element), rect: act.plain(boxOf()) };
}
