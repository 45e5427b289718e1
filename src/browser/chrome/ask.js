/**
 * Hands a script its arguments, the frame's closed shadow roots as one array, and what only our scripts know.
 *
 * @param {(args: unknown, closedRoots: ShadowRoot[], secret: string | null) => unknown} script what is asked
 * @param {string | null} secret `null` in the page's own world
 */
(script, secret) =>
  (args, ...closedRoots) =>
    script(args, closedRoots, secret);
