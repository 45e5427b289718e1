/**
 * Hands a script its arguments, and the frame's closed shadow roots as one array.
 *
 * @param {(args: unknown, closedRoots: ShadowRoot[]) => unknown} script what is asked
 */
(script) =>
  (args, ...closedRoots) =>
    script(args, closedRoots);
