// Whether the frame with that content box is what lies on top at a point: asked of each frame around the control.
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const struck = act.hit(args.x, args.y);
  if (!struck || (struck.tagName !== "IFRAME" && struck.tagName !== "FRAME")) return { on_top: false };
  const rect = struck.getBoundingClientRect();
  const x = rect.x + struck.clientLeft;
  const y = rect.y + struck.clientTop;
  return { on_top: Math.abs(x - args.left) < 3 && Math.abs(y - args.top) < 3 };
}
