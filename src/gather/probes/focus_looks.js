// Gives a control the focus or takes it away, and tells how its style is then.
//
// args: { id, way: "give" | "take" | "look" }
(args, closedRoots) => {
  const entry = globalThis.consentinelAct(closedRoots).kept(args.id);
  if (!entry) return { found: false };
  const { element, stand } = entry;
  if (args.way === "give") element.focus({ preventScroll: true });
  if (args.way === "take") element.blur();

  const styleOf = (one) => {
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return {
      outline: outlined ? `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}` : "none",
      "box-shadow": style.boxShadow,
      border: `${style.borderTopStyle} ${style.borderTopWidth} ${style.borderTopColor} ${style.borderBottomWidth} ${style.borderBottomColor}`,
    };
  };
  const matches = (selector) => {
    try {
      return element.matches(selector);
    } catch {
      return false;
    }
  };
  const groups = new Set(["toolbar", "menu", "menubar", "tablist", "radiogroup", "listbox", "tree", "grid"]);
  let group = null;
  for (let at = element.parentElement, level = 0; at && level < 6 && !group; at = at.parentElement, level += 1) {
    const role = (at.getAttribute("role") || "").trim().toLowerCase();
    if (groups.has(role)) group = role;
  }
  const own = styleOf(element);
  const shown = stand === element ? own : styleOf(stand);
  const style = Object.fromEntries(Object.keys(own).map((name) => [name, stand === element ? own[name] : `${own[name]} / ${shown[name]}`]));
  return {
    found: true,
    focused: element.getRootNode().activeElement === element,
    shown: matches(":focus-visible"),
    // Radio buttons of one name share one stop, between them arrow keys move.
    group: group || (element.tagName === "INPUT" && element.type === "radio" ? "radiogroup" : null),
    native: element.tagName === "BUTTON" || element.tagName === "SUMMARY" || (element.tagName === "A" && element.hasAttribute("href")) || element.tagName === "INPUT",
    rect: globalThis.consentinelAct(closedRoots).plain(stand.getBoundingClientRect()),
    style,
  };
}
