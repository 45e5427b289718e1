// The composed tree of a frame as a visitor sees it: light nodes, open and closed shadow roots, slots.
//
// Gives records in document order. A record holds its element, its parent in the composed tree, the kind of
// shadow root it stands in, and the index behind its last descendant, so that "a contains b" is a comparison
// of two numbers. Texts lie in one list; each record knows its slice of it.
(globalThis.consentinelTree = (closedRoots) => {
  const SKIPPED = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "META", "LINK", "TITLE", "OPTION", "DATALIST"]);
  const LEAVES = new Set(["IFRAME", "FRAME", "OBJECT", "EMBED", "VIDEO", "AUDIO", "CANVAS", "SELECT", "TEXTAREA", "svg", "math"]);
  const MOST_RECORDS = 150000;
  const MOST_LEVELS = 900;

  const closedByHost = new Map();
  for (const root of closedRoots || []) if (root && root.host) closedByHost.set(root.host, root);

  const records = [];
  const texts = [];
  const byElement = new Map();
  const frames = [];
  const roots = [document];
  let cut = null;

  const rootOf = (element) => element.shadowRoot || closedByHost.get(element) || null;

  const childrenOf = (element, root) => {
    if (root) return root.childNodes;
    if (element.localName === "slot") {
      const assigned = element.assignedNodes ? element.assignedNodes() : [];
      if (assigned.length > 0) return assigned;
    }
    return element.childNodes;
  };

  // What a filter leaves of the opacity.
  const filtered = (filter) => {
    const part = /opacity\(([\d.]+)\)/.exec(filter);
    return part ? Number(part[1]) : 1;
  };

  const looks = (element, parent) => {
    const style = getComputedStyle(element);
    const hidden = parent.hidden || style.display === "none" || style.contentVisibility === "hidden";
    const inline = style.display === "inline" || style.display === "contents" || style.display.startsWith("ruby");
    return { style, hidden, inline, opacity: parent.opacity * Number(style.opacity) * filtered(style.filter) };
  };

  const visit = (node, parent, shadow, level) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim() !== "") texts.push({ data: node.data, owner: parent, node });
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName)) return;
    if (records.length >= MOST_RECORDS || level > MOST_LEVELS) {
      cut = records.length >= MOST_RECORDS ? `only the first ${MOST_RECORDS} elements` : `only ${MOST_LEVELS} levels`;
      return;
    }
    const seen = parent.hidden && parent.index >= 0 ? { style: null, hidden: true, inline: false, opacity: 0 } : looks(node, parent);
    const record = { element: node, index: records.length, parent, shadow, level, textStart: texts.length, ...seen };
    records.push(record);
    byElement.set(node, record);
    if (LEAVES.has(node.tagName)) {
      if (node.tagName === "IFRAME" || node.tagName === "FRAME") frames.push(record);
    } else {
      const root = rootOf(node);
      if (root) roots.push(root);
      const inside = root ? (node.shadowRoot ? "open" : "closed") : null;
      const deeper = shadow === "closed" ? "closed" : inside || shadow;
      for (const child of childrenOf(node, root)) visit(child, record, deeper, level + 1);
    }
    record.end = records.length;
    record.textEnd = texts.length;
  };

  const above = { index: -1, hidden: false, inline: false, opacity: 1, parent: null, element: null };
  if (document.documentElement) visit(document.documentElement, above, "none", 0);

  const contains = (outer, inner) => outer.index <= inner.index && inner.index < outer.end;

  // The innermost element drawn at a point, through every shadow root.
  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (let depth = 0; found && depth < 40; depth += 1) {
      const root = rootOf(found);
      const deeper = root && root.elementFromPoint(x, y);
      if (!deeper || deeper === found) break;
      found = deeper;
    }
    return found;
  };

  return { records, texts, byElement, frames, roots, cut, contains, hit, childrenOf: (element) => childrenOf(element, rootOf(element)) };
})
