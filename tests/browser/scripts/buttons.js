/** Centres of all buttons in a frame, shadow roots included, in the main viewport. */
(args, closedRoots) => {
  const roots = [document, ...closedRoots];
  for (const element of document.querySelectorAll("*")) {
    if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return roots.flatMap((root) =>
    [...root.querySelectorAll("button")].map((button) => {
      const box = button.getBoundingClientRect();
      return { text: button.textContent, x: args.dx + box.x + box.width / 2, y: args.dy + box.y + box.height / 2 };
    }),
  );
};
