// All links of a frame, open and closed shadow roots included, each address with its first words.
(args, closedRoots) => {
  const links = new Map();
  const roots = [document, ...(closedRoots || [])];
  for (let at = 0; at < roots.length && at < 500; at += 1) {
    for (const element of roots[at].querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    for (const link of roots[at].querySelectorAll("a[href], area[href]")) {
      if (links.size >= args.most) break;
      const words = (link.textContent || link.getAttribute("aria-label") || link.title || "").replace(/\s+/g, " ").trim();
      const known = links.get(link.href);
      if (!known) links.set(link.href, words.slice(0, 200));
    }
  }
  return [...links].map(([url, text]) => ({ url, text }));
}
