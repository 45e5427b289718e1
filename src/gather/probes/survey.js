// One look at a frame: boxes that may be a consent interface, every control in them, platform roots, frames.
//
// args: { platforms: [{ id, roots, first, second, assumed, controls: { role: [selector] } }] }
(args, closedRoots) => {
  const tree = globalThis.consentinelTree(closedRoots);
  const text = globalThis.consentinelText(tree);
  const names = globalThis.consentinelName(tree, text);
  const look = globalThis.consentinelLook(tree);
  const colour = globalThis.consentinelColour();
  const controls = globalThis.consentinelControls(tree, text, names, look, colour);

  const queryAll = (selector) => {
    const found = [];
    for (const root of tree.roots) {
      try {
        found.push(...root.querySelectorAll(selector));
      } catch {
        return found;
      }
    }
    return found;
  };

  const step = (record) => {
    const element = record.element;
    if (element.id) return `#${CSS.escape(element.id)}`;
    const classes = [...element.classList].slice(0, 2).map((name) => `.${CSS.escape(name)}`).join("");
    if (classes) return element.localName + classes;
    const siblings = element.parentElement ? [...element.parentElement.children].filter((other) => other.localName === element.localName) : [];
    return siblings.length > 1 ? `${element.localName}:nth-of-type(${siblings.indexOf(element) + 1})` : element.localName;
  };
  // A path for people: up to the nearest id, shadow roots marked.
  const path = (record) => {
    let words = step(record);
    let at = record;
    for (let level = 0; level < 4 && !at.element.id && at.parent && at.parent.index >= 0; level += 1) {
      const root = at.element.getRootNode();
      const crosses = at.parent.element.getRootNode() !== root;
      at = at.parent;
      words = `${step(at)} ${crosses ? ">>>" : ">"} ${words}`;
    }
    return words;
  };

  // First and second layers and controls only of platforms that have left a sign here: their names may be common ones.
  // One query for each selector: a browser answers a plain id or class at once, a list of them only element by element.
  const platformRoots = [];
  const recognised = new Set();
  const ask = (platform, stage) => {
    for (const selector of platform[stage]) {
      for (const element of queryAll(selector).slice(0, 4)) {
        const record = tree.byElement.get(element) || null;
        recognised.add(platform.id);
        platformRoots.push({ id: platform.id, stage, selector, record, at: record ? record.index : null });
      }
    }
  };
  for (const platform of args.platforms) {
    if (platform.assumed) recognised.add(platform.id);
    ask(platform, "roots");
    if (!recognised.has(platform.id)) continue;
    ask(platform, "first");
    ask(platform, "second");
  }

  const since = globalThis.consentinelSince(tree);
  const candidates = globalThis.consentinelCandidates(tree, text, look, colour, controls, platformRoots);
  const described = candidates.found
    .map((candidate) => ({ ...candidates.describe(candidate, path), since: since(candidate.record) }))
    .filter((candidate) => candidate.length > 0 || candidate.controls.length > 0);

  const wanted = new Set();
  for (const candidate of described) for (const id of candidate.controls) wanted.add(id);
  const told = [];
  for (const id of [...wanted].sort((a, b) => a - b)) told.push(controls.describe(controls.controls[id], id, path));

  // Which platform selectors match which control, only for platforms that have left a sign here.
  const claims = [];
  for (const platform of args.platforms.filter(({ id }) => recognised.has(id))) {
    for (const [role, selectors] of Object.entries(platform.controls)) {
      for (const selector of selectors) {
        for (const element of queryAll(selector)) {
          const record = tree.byElement.get(element);
          const id = record ? controls.controls.findIndex((control) => tree.contains(control.record, record)) : -1;
          if (id >= 0) claims.push({ platform: platform.id, role, selector, control: id });
        }
      }
    }
  }

  const liftedAbove = (record) => {
    for (let at = record; at && at.index >= 0; at = at.parent) {
      const why = candidates.lifted(at);
      if (why.length > 0) return why;
    }
    return [];
  };
  const iframes = tree.frames.map((record) => {
    const rect = look.box(record);
    const element = record.element;
    const [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map((side) => (record.style && parseFloat(record.style[`padding${side}`])) || 0);
    return {
      content: {
        x: rect.x + element.clientLeft + left,
        y: rect.y + element.clientTop + top,
        width: element.clientWidth - left - right,
        height: element.clientHeight - top - bottom,
      },
      why: liftedAbove(record),
      shadow: record.shadow,
      since: since(record),
      hidden: record.hidden || !record.style ? "hidden" : record.opacity < 0.1 ? "transparent" : look.reach(record, rect).hidden,
    };
  });

  globalThis.consentinelKept = controls.controls.map(({ record, stand }) => ({ element: record.element, stand: (stand || record).element }));

  globalThis.consentinelBoxes = new Map(candidates.found.map(({ record }) => [record.index, record.element]));

  const page = document.documentElement;
  const locked = [page, document.body].some((element) => element && /hidden|clip/.test(getComputedStyle(element).overflowY));
  return {
    url: location.href,
    view: look.view,
    began: globalThis.consentinelBegan || null,
    elements: tree.records.length,
    cut: tree.cut,
    candidates: described,
    controls: told,
    claims,
    roots: platformRoots.map(({ id, stage, selector, record, at }) => ({ id, stage, selector, at, shown: Boolean(record && record.shown && look.sized(look.box(record))) })),
    iframes,
    curtained: candidates.curtained,
    words: candidates.words,
    inert_words: candidates.inertWords,
    locked,
  };
}
