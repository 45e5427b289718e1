// Gives the focus to a control that the survey kept, and tells whether it took it.
(args, closedRoots) => {
  const act = globalThis.consentinelAct(closedRoots);
  const entry = act.kept(args.id);
  if (!entry) return { focused: false, key: null };
  const { element } = entry;
  element.focus({ preventScroll: true });
  const root = element.getRootNode();
  const space = element.tagName === "INPUT" && (element.type === "checkbox" || element.type === "radio");
  return {
    focused: root.activeElement === element,
    key: space || element.hasAttribute("aria-checked") ? "space" : "enter",
    rect: act.plain(entry.stand.getBoundingClientRect()),
  };
}
