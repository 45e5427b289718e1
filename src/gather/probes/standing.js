// Asks the hooks of this document, in the page's own world, whether they still stand. They answer by a report of their
// own; that they are there at all is told by the question having been taken. A sandbox may keep all scripts out.
(args, closedRoots, secret) => {
  const asked = new Event(secret, { cancelable: true });
  return { answered: !performance.dispatchEvent(asked), scripts: !matchMedia("(scripting: none)").matches };
}
