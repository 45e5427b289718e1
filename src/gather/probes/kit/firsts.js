// Since when something of a box has been drawn on top, as `firsts.js` remembered it; milliseconds since 1970 in page
// time, null if it was never met at one of its points.
(globalThis.consentinelSince = (tree) => {
  const met = [];
  for (const [element, at] of globalThis.consentinelFirsts || []) {
    const record = tree.byElement.get(element);
    if (record && element !== document.body && element !== document.documentElement) met.push({ record, at });
  }
  const earliest = (entries) => (entries.length > 0 ? Math.min(...entries.map(({ at }) => at)) : null);

  return (outer) => {
    const inside = earliest(met.filter(({ record }) => tree.contains(outer, record)));
    if (inside !== null || outer.shadow !== "closed") return inside;
    // What stands in a closed shadow root is met as its host, the nearest element around it that is not in one.
    let host = outer;
    while (host.parent && host.parent.index >= 0 && host.shadow === "closed") host = host.parent;
    return earliest(met.filter(({ record }) => record === host));
  };
})
