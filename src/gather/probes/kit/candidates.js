// Boxes that may be a consent interface. Which of them is one, is decided elsewhere: here nothing reads words.
(globalThis.consentinelCandidates = (tree, text, look, colour, controls, platformRoots) => {
  const MOST_IN_FLOW = 80;

  const matches = (element, selector) => {
    try {
      return element.matches(selector);
    } catch {
      return false;
    }
  };

  // What lifts a box above the page; empty if nothing does.
  const lifted = (record) => {
    if (record.hidden || !record.style) return [];
    const element = record.element;
    const style = record.style;
    const role = (element.getAttribute("role") || "").trim().toLowerCase();
    const why = [];
    if (style.position === "fixed" || style.position === "sticky") why.push(style.position);
    if (style.position === "absolute" && Number(style.zIndex) >= 100) why.push("on-top");
    if (element.tagName === "DIALOG" && element.open) why.push("dialog");
    if (element.hasAttribute("popover") && matches(element, ":popover-open")) why.push("popover");
    if (role === "dialog" || role === "alertdialog") why.push("role");
    if (matches(element, ":modal")) why.push("modal");
    // A word to screen readers: a bar at the edge may say so, and the page behind it is as free as before.
    else if (element.getAttribute("aria-modal") === "true") why.push("said-modal");
    return why;
  };

  const pages = tree.records.filter(({ element }) => element.tagName === "MAIN" || element.tagName === "ARTICLE" || element.getAttribute("role") === "main");
  // A box around the page itself, as applications have it, is not an overlay.
  const wraps = (record) =>
    record.element === document.documentElement ||
    record.element === document.body ||
    pages.some((page) => page !== record && tree.contains(record, page) && controls.allText(page) > 600);

  const shown = (record, rect) => {
    if (record.hidden || !record.style || record.opacity < 0.1 || !look.sized(rect)) return false;
    return look.reach(record, rect).hidden === null && !buried(record, rect);
  };

  // Whether something hides what is at a point: a box that is drawn there and does not shine through.
  const opaque = (hit, x, y) => {
    const rect = hit.element.getBoundingClientRect();
    // A dialog is also struck beside its box, where its backdrop is.
    if (x < rect.left || x > rect.right || y < rect.top || y > rect.bottom) return false;
    for (let at = hit; at && at.index >= 0 && at.style; at = at.parent) {
      if (at.opacity < 0.9) return false;
      if (at.style.backgroundImage !== "none" || /^(IMG|VIDEO|CANVAS|IFRAME)$/.test(at.element.tagName)) return true;
      if (colour.parse(at.style.backgroundColor)[3] >= 0.9) return true;
      if (at.style.position === "fixed" || at.style.position === "absolute") return false;
    }
    return false;
  };

  // Whether other boxes hide all of what is in view.
  const GRID = [0.02, 0.2, 0.4, 0.6, 0.8, 0.98];
  const buried = (record, rect) => {
    const seen = look.overlap(rect, { x: 0, y: 0, ...look.view });
    if (!look.sized(seen) || record.style.pointerEvents === "none") return false;
    for (const down of GRID) {
      for (const along of GRID) {
        const [x, y] = [seen.x + seen.width * along, seen.y + seen.height * down];
        const struck = tree.hit(x, y);
        const hit = struck && tree.byElement.get(struck);
        if (!hit || tree.contains(record, hit) || tree.contains(hit, record) || !opaque(hit, x, y)) return false;
      }
    }
    return true;
  };

  const found = new Map();
  const add = (record, why) => {
    const known = found.get(record);
    if (known) known.why.push(...why);
    else found.set(record, { record, why: [...why] });
  };

  for (const record of tree.records) {
    const why = lifted(record);
    if (why.length > 0) add(record, why);
  }
  for (const { record } of platformRoots) if (record) add(record, ["platform"]);
  const overlays = [...found.values()].filter(({ record }) => !wraps(record)).map(({ record }) => record);
  if (window !== window.top && document.body) {
    const body = tree.byElement.get(document.body);
    if (body) add(body, ["frame"]);
  }

  const repeated = (element) => {
    const siblings = element.parentElement ? element.parentElement.children : [];
    if (siblings.length < 4) return false;
    let same = 0;
    for (const other of siblings) if (other.tagName === element.tagName && other.className === element.className) same += 1;
    return same >= 4;
  };

  // From a control outwards to the first boxes that also hold words of their own.
  const inFlow = [];
  const tried = new Set();
  for (const control of controls.controls) {
    const { record } = control;
    if (record.hidden || overlays.some((overlay) => tree.contains(overlay, record))) continue;
    let steps = 0;
    for (let at = record.parent; at && at.index >= 0 && steps < 4; at = at.parent) {
      if (at.element === document.documentElement || controls.allText(at) > 3000) break;
      if (at.inline || controls.freeText(at) < 40) continue;
      if (tried.has(at)) break;
      tried.add(at);
      steps += 1;
      if (!repeated(at.element)) inFlow.push(at);
    }
  }
  const half = MOST_IN_FLOW / 2;
  const kept = inFlow.length > MOST_IN_FLOW ? [...inFlow.slice(0, half), ...inFlow.slice(-half)] : inFlow;
  for (const record of kept) add(record, ["flow"]);

  // What is really on top, at a grid of points of the viewport.
  const struck = [];
  for (let row = 0; row < 7; row += 1) {
    for (let column = 0; column < 7; column += 1) {
      const hit = tree.hit((look.view.width * (column + 0.5)) / 7, (look.view.height * (row + 0.5)) / 7);
      struck.push(hit ? tree.byElement.get(hit) || null : null);
    }
  }
  const share = (record) => struck.filter((hit) => hit && tree.contains(record, hit)).length / struck.length;
  // A curtain: a box without words that lies over the page.
  const curtain = (hit) => {
    for (let at = hit; at && at.index >= 0 && at.style && controls.allText(at) === 0; at = at.parent) {
      if (at.style.position === "fixed" || at.style.position === "absolute") return true;
    }
    return false;
  };
  const curtained = struck.filter((hit) => hit && curtain(hit)).length / struck.length;
  // Share of the page's words that are marked as out of use.
  const inert = tree.records.filter(({ element, parent }) => element.hasAttribute("inert") && !(parent.element && parent.element.closest("[inert]")));
  const words = tree.records.length > 0 ? controls.allText(tree.records[0]) : 0;
  const inertWords = inert.reduce((sum, record) => sum + controls.allText(record), 0);

  const fields = tree.records.filter(({ element, hidden }) => {
    if (hidden) return false;
    return element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && /^(text|email|password|tel|search|url|number)$/.test(element.type));
  });

  const describe = ({ record, why }, path) => {
    const rect = look.box(record);
    const isShown = shown(record, rect);
    return {
      at: record.index,
      end: record.end,
      why: [...new Set(why)],
      shown: isShown,
      lurks: !isShown && !record.hidden,
      wraps: wraps(record),
      rect,
      share: share(record),
      text: isShown ? text.visible(record, 4000) : text.whole(record, 4000),
      length: controls.allText(record),
      fields: fields.filter((field) => tree.contains(record, field)).length,
      background: record.style && !record.hidden ? colour.round(colour.behind(record)) : null,
      opacity: record.hidden ? null : record.opacity,
      shadow: record.shadow,
      selector: path(record),
      controls: controls.controls.map((control, id) => [control, id]).filter(([control]) => tree.contains(record, control.record)).map(([, id]) => id),
    };
  };

  return { found: [...found.values()], describe, lifted, curtained, words, inertWords };
})
