// Controls outside of any interface by which a visitor may come back to the choice: everything that can be clicked,
// and what platforms name for it. Each is kept, so that it can be operated.
//
// args: { platforms: [{ id, selectors: [selector] }], most }
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const words = globalThis.consentinelWords;
  const CLICKABLE = "a, button, summary, [role=button], [role=link], [onclick], input[type=button], input[type=submit], input[type=image]";
  // A floating icon is small and stays where it is.
  const LARGEST_ICON = 160;

  const roots = [document, ...(closedRoots || [])];
  for (let at = 0; at < roots.length && at < 500; at += 1) {
    for (const element of roots[at].querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  const all = (selector) => {
    const found = [];
    for (const root of roots) {
      try {
        found.push(...root.querySelectorAll(selector));
      } catch {
        return found;
      }
    }
    return found;
  };

  const named = new Map();
  for (const { id, selectors } of args.platforms) {
    for (const selector of selectors) for (const element of all(selector)) if (!named.has(element)) named.set(element, `${id} ${selector}`);
  }

  const floats = (element) => {
    for (let at = element; at instanceof Element; at = at.parentElement || at.getRootNode().host) {
      if (getComputedStyle(at).position === "fixed") return at.getBoundingClientRect().width <= LARGEST_ICON;
    }
    return false;
  };
  const shown = (element) => {
    const style = getComputedStyle(element);
    const rect = element.getBoundingClientRect();
    const opaque = element.checkVisibility ? element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) : true;
    return opaque && style.visibility === "visible" && rect.width >= 2 && rect.height >= 2;
  };

  const told = [];
  for (const element of new Set([...named.keys(), ...all(CLICKABLE)])) {
    if (told.length >= args.most) break;
    if (!shown(element)) continue;
    const link = element.closest("a[href]");
    const href = link ? link.getAttribute("href") : null;
    told.push({
      id: act.keep(element),
      ...words(element),
      platform: named.get(element) || null,
      floats: floats(element),
      leads: href !== null && !href.startsWith("#") && !href.toLowerCase().startsWith("javascript:") ? link.href : null,
    });
  }
  return told;
}
