/** The middle of each selector's first match, through open shadow roots and frames of the same origin; null for none. */
(args) => {
  const first = (root, selector, left, top) => {
    const found = root.querySelector(selector);
    if (found) {
      const box = found.getBoundingClientRect();
      return { x: left + box.x + box.width / 2, y: top + box.y + box.height / 2 };
    }
    for (const element of root.querySelectorAll("*")) {
      const frame = element.contentDocument;
      const box = element.getBoundingClientRect();
      const deeper =
        (element.shadowRoot && first(element.shadowRoot, selector, left, top)) ||
        (frame && first(frame, selector, left + box.x + element.clientLeft, top + box.y + element.clientTop));
      if (deeper) return deeper;
    }
    return null;
  };
  return args.selectors.map((selector) => first(document, selector, 0, 0));
};
