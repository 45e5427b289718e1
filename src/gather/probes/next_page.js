// Links to other pages of the same origin, in the order of the page; those that a visitor can see are kept, so that
// they can be operated.
//
// args: { most }
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const words = globalThis.consentinelWords;
  const here = new URL(location.href);
  const told = [];
  for (const link of document.querySelectorAll("a[href]")) {
    if (told.length >= args.most) break;
    let to;
    try {
      to = new URL(link.href);
    } catch {
      continue;
    }
    if (to.origin !== here.origin || (to.pathname === here.pathname && to.search === here.search)) continue;
    if (link.hasAttribute("download") || (link.getAttribute("onclick") || "") !== "") continue;
    const rect = link.getBoundingClientRect();
    const shown = rect.width >= 2 && rect.height >= 2 && getComputedStyle(link).visibility === "visible";
    const stays = !["_blank", "_new"].includes(link.target);
    told.push({ url: to.href, id: shown && stays ? act.keep(link) : null, ...words(link) });
  }
  return told;
}
