// What acting on a control needs: the element that was kept by the survey, and what lies on top at a point.
(globalThis.consentinelAct = (closedRoots) => {
  const closedByHost = new Map();
  for (const root of closedRoots || []) if (root && root.host) closedByHost.set(root.host, root);

  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (let depth = 0; found && depth < 40; depth += 1) {
      const root = found.shadowRoot || closedByHost.get(found);
      const deeper = root && root.elementFromPoint(x, y);
      if (!deeper || deeper === found) break;
      found = deeper;
    }
    return found;
  };

  // Outwards through slots and shadow roots.
  const within = (inner, outer) => {
    for (let at = inner; at; at = at.assignedSlot || at.parentNode || at.host) if (at === outer) return true;
    return outer.contains(inner);
  };

  const kept = (id) => {
    const entry = (globalThis.consentinelKept || [])[id];
    return entry && entry.element.isConnected ? entry : null;
  };

  // Keeps an element that no survey found; gives its id. The next survey forgets it.
  const keep = (element) => {
    const all = (globalThis.consentinelKept = globalThis.consentinelKept || []);
    return all.push({ element, stand: element }) - 1;
  };

  const checked = (element) => {
    // One that stands between is neither.
    if (element.tagName === "INPUT") return element.indeterminate ? null : element.checked;
    const told = element.getAttribute("aria-checked") || element.getAttribute("aria-pressed");
    return told === null ? null : told === "true";
  };

  const plain = (rect) => ({ x: rect.x, y: rect.y, width: rect.width, height: rect.height });

  return { hit, within, kept, keep, checked, plain };
})
