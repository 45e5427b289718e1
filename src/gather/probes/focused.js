// Where the focus is in this frame, and whether that stands in the interface. A walk begins at the top of the page and
// ends there.
//
// args: { root, step: "begin" | "look" | "end" }
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const closedByHost = new Map();
  for (const root of closedRoots || []) if (root && root.host) closedByHost.set(root.host, root);

  // Keys are counted, so that a focus that goes nowhere is told from keys that never came.
  if (args.step === "begin") {
    if (globalThis.consentinelKeys === undefined) addEventListener("keydown", () => (globalThis.consentinelKeys += 1), { capture: true, passive: true });
    globalThis.consentinelKeys = 0;
    globalThis.consentinelMet = [];
  }

  const deepest = () => {
    let at = document.activeElement;
    for (let depth = 0; at && depth < 40; depth += 1) {
      const root = at.shadowRoot || closedByHost.get(at);
      if (!root || !root.activeElement) break;
      at = root.activeElement;
    }
    return at && at !== document.body && at !== document.documentElement ? at : null;
  };
  const active = deepest();
  if (args.step === "end") {
    if (active) active.blur();
    const box = (globalThis.consentinelBoxes || new Map()).get(args.root);
    for (const element of globalThis.consentinelMet || []) {
      for (let at = element; at && box && act.within(at, box); at = at.assignedSlot || at.parentNode || at.host) {
        if (at.scrollTop || at.scrollLeft) at.scrollTo({ left: 0, top: 0, behavior: "instant" });
      }
    }
    scrollTo({ left: 0, top: 0, behavior: "instant" });
    return { keys: globalThis.consentinelKeys || 0, active: null };
  }
  if (!active) return { keys: globalThis.consentinelKeys || 0, active: null };

  const met = globalThis.consentinelMet.indexOf(active);
  if (met < 0) globalThis.consentinelMet.push(active);
  const all = globalThis.consentinelKept || [];
  const holding = all.findIndex(({ element }) => act.within(active, element));
  const held = all.map((_, id) => id).filter((id) => act.within(all[id].element, active));
  const root = (globalThis.consentinelBoxes || new Map()).get(args.root);

  // Whether it is on top at one of its points that are in view; null if none is.
  const rect = active.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]
    .map(([along, down]) => [rect.x + rect.width * along, rect.y + rect.height * down])
    .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  const struck = points.map(([x, y]) => act.hit(x, y)).filter(Boolean);
  const own = (hit) => act.within(hit, active) || act.within(active, hit);

  const name = active.id ? `#${CSS.escape(active.id)}` : active.localName + [...active.classList].slice(0, 2).map((word) => `.${CSS.escape(word)}`).join("");
  const words = active.getAttribute("aria-label") || active.textContent || active.getAttribute("value") || active.getAttribute("title") || "";
  return {
    keys: globalThis.consentinelKeys || 0,
    active: {
      met: met < 0 ? globalThis.consentinelMet.length - 1 : met,
      again: met >= 0,
      frame: active.tagName === "IFRAME" || active.tagName === "FRAME",
      tag: active.localName,
      selector: name,
      text: words.replace(/\s+/g, " ").trim().slice(0, 80),
      rect: rect.width > 0 && rect.height > 0 ? act.plain(rect) : null,
      content: { x: rect.x + active.clientLeft, y: rect.y + active.clientTop },
      inside: Boolean(root && act.within(active, root)),
      control: holding >= 0 ? holding : held.length === 1 ? held[0] : null,
      on_top: points.length === 0 ? null : struck.some(own),
    },
  };
}
