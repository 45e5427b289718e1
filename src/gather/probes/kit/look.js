// Boxes, and whether a visitor can see and reach them.
(globalThis.consentinelLook = (tree) => {
  const view = { width: document.documentElement?.clientWidth || innerWidth, height: innerHeight };
  const plain = (rect) => ({ x: rect.x, y: rect.y, width: rect.width, height: rect.height });
  const sized = (rect) => rect.width >= 2 && rect.height >= 2;

  const overlap = (a, b) => {
    const x = Math.max(a.x, b.x);
    const y = Math.max(a.y, b.y);
    return { x, y, width: Math.min(a.x + a.width, b.x + b.width) - x, height: Math.min(a.y + a.height, b.y + b.height) - y };
  };
  const inView = (rect) => sized(overlap(rect, { x: 0, y: 0, ...view }));

  // Its own box, or for elements without one the box around what is drawn inside.
  const box = (record) => {
    const own = plain(record.element.getBoundingClientRect());
    // What clips its content to nothing shows nothing of it.
    if (sized(own) || (record.style && /hidden|clip/.test(record.style.overflowX + record.style.overflowY))) return own;
    let around = null;
    const last = Math.min(record.end, record.index + 300);
    for (let at = record.index + 1; at < last; at += 1) {
      const inner = tree.records[at];
      if (!inner.shown) continue;
      const rect = inner.element.getBoundingClientRect();
      if (!sized(rect)) continue;
      if (!around) around = plain(rect);
      else {
        const x = Math.min(around.x, rect.x);
        const y = Math.min(around.y, rect.y);
        around = {
          x,
          y,
          width: Math.max(around.x + around.width, rect.right) - x,
          height: Math.max(around.y + around.height, rect.bottom) - y,
        };
      }
    }
    return around || own;
  };

  // Its box without border and padding.
  const inside = (record) => {
    const rect = record.element.getBoundingClientRect();
    const [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map((side) => parseFloat(record.style[`border${side}Width`]) + parseFloat(record.style[`padding${side}`]));
    return { x: rect.x + left, y: rect.y + top, width: rect.width - left - right, height: rect.height - top - bottom };
  };

  const scrolls = (record) =>
    /auto|scroll/.test(record.style.overflowY + record.style.overflowX) &&
    (record.element.scrollHeight > record.element.clientHeight + 1 || record.element.scrollWidth > record.element.clientWidth + 1);

  const pageScrolls = () => {
    const page = document.scrollingElement || document.documentElement;
    return page.scrollHeight > page.clientHeight + 1;
  };

  // Walks outwards: is the box cut away by an ancestor, and if it is out of view, can a visitor scroll to it?
  const reach = (record, rect) => {
    let seen = rect;
    let away = false;
    let fixed = false;
    for (let at = record; at && at.index >= 0 && at.style; at = at.parent) {
      const outer = at !== record && at.element !== document.documentElement && at.element !== document.body;
      if (outer && at.style.overflow !== "visible" && at.style.display !== "contents" && !at.inline) {
        const frame = plain(at.element.getBoundingClientRect());
        if (!sized(overlap(seen, frame))) {
          if (!scrolls(at)) return { hidden: "clipped", away };
          away = true;
          seen = frame;
        }
      }
      if (at.style.position === "fixed") {
        fixed = true;
        break;
      }
    }
    if (inView(seen)) return { hidden: null, away };
    if (fixed) return { hidden: "off screen", away };
    const left = seen.x + scrollX;
    const top = seen.y + scrollY;
    const beyond = left + seen.width <= 1 || top + seen.height <= 1 || (top >= view.height && !pageScrolls());
    return beyond ? { hidden: "off screen", away } : { hidden: null, away: true };
  };

  // Points to try on a control, its middle first; for links over several lines the middle of the first line.
  const points = (record) => {
    const lines = record.element.getClientRects();
    const rect = record.inline && lines.length > 1 ? lines[0] : record.element.getBoundingClientRect();
    const at = (fx, fy) => ({ x: rect.x + rect.width * fx, y: rect.y + rect.height * fy });
    return [at(0.5, 0.5), at(0.2, 0.5), at(0.8, 0.5), at(0.5, 0.25), at(0.5, 0.75)];
  };

  const within = (hit, record) => {
    const struck = hit && tree.byElement.get(hit);
    if (!struck) return Boolean(hit && record.element.contains(hit));
    return tree.contains(record, struck);
  };

  // The first of its points at which it is really on top; null if it is covered everywhere.
  const openPoint = (record) => points(record).find((point) => within(tree.hit(point.x, point.y), record)) || null;

  // Drawn, and yet the pointer strikes what it stands on: a button that is switched off by style.
  const letsThrough = (record) => record.style.pointerEvents === "none";
  const struckBySomethingElse = (record) => {
    const [middle] = points(record);
    const struck = tree.byElement.get(tree.hit(middle.x, middle.y));
    return !struck || !tree.contains(struck, record);
  };
  // Whether it, or a box around it, is drawn only within a shape.
  const cutAway = (record) => {
    for (let at = record; at && at.index >= 0 && at.style; at = at.parent) {
      const lifted = at.style.position === "absolute" || at.style.position === "fixed";
      if (at.style.clipPath !== "none" || (lifted && at.style.clip !== "auto")) return true;
    }
    return false;
  };

  // Why a visitor cannot see it; null if nothing speaks against it.
  const hiddenBecause = (record, rect) => {
    if (record.hidden || !record.style) return { hidden: "hidden", away: false };
    if (record.style.visibility !== "visible") return { hidden: "hidden", away: false };
    if (record.opacity < 0.1) return { hidden: "transparent", away: false };
    if (!sized(rect)) return { hidden: "no size", away: false };
    const reached = reach(record, rect);
    if (reached.hidden || reached.away) return reached;
    if (record.element.closest("[inert]")) return { hidden: "inert", away: false };
    if (openPoint(record) || (letsThrough(record) && !struckBySomethingElse(record))) return reached;
    return { hidden: cutAway(record) ? "clipped" : "covered", away: false };
  };

  return { view, plain, sized, inside, overlap, inView, box, reach, openPoint, points, within, hiddenBecause, pageScrolls };
})
