// The controls of an interface and the boxes that hold them all, the innermost box first.
//
// args: { root, ids }
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const root = (globalThis.consentinelBoxes || new Map()).get(args.root);
  const elementOf = (id) => (act.kept(id) || { element: document.createElement("i") }).element;
  const controls = args.ids.map(elementOf);
  const standing = controls.filter((element) => element.isConnected);
  const boxes = [];
  let above = 0;
  for (let at = standing[0]; at && above < 8; at = at.assignedSlot || at.parentNode || at.host) {
    if (at.nodeType !== Node.ELEMENT_NODE || at === document.body || at === document.documentElement) continue;
    if (at !== standing[0] && standing.every((element) => act.within(element, at))) boxes.push(at);
    if (root && act.within(root, at)) above += 1;
  }
  return [...controls, ...boxes];
}
