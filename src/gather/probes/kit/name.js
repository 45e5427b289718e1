// Names as assistive technology is told them, in the order in which browsers look: elements named by reference, the
// label attribute, what the element has of its own, its labels, its content with pictures and generated text, its
// title.
(globalThis.consentinelName = (tree, text) => {
  const MOST = 400;
  const BUTTONS = new Map([["submit", "Submit"], ["reset", "Reset"], ["image", "Submit"]]);
  const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);

  const said = (element, attribute) => text.fold(element.getAttribute(attribute) || "");

  // Text that a style writes before or behind; what it offers to be read instead of it counts.
  const generated = (element, which) => {
    const content = getComputedStyle(element, which).content;
    if (!content || content === "none" || content === "normal") return "";
    const parts = [...content.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((part) => part[1].replace(/\\(.)/g, "$1"));
    return content.includes(" / ") ? parts[parts.length - 1] || "" : parts.join("");
  };

  const kept = (element) => {
    const record = tree.byElement.get(element);
    const style = record && record.style ? record.style : getComputedStyle(element);
    return !(record && record.hidden) && style.display !== "none" && style.visibility === "visible" && element.getAttribute("aria-hidden") !== "true";
  };

  const apart = (element) => !/^(inline|contents|ruby)/.test(getComputedStyle(element).display);

  // What an element says of itself before its content is looked at.
  const own = (element) => {
    const label = said(element, "aria-label");
    if (label) return label;
    switch (element.localName) {
      case "img":
      case "area":
        return said(element, "alt") || said(element, "title");
      case "svg": {
        const title = [...element.children].find((child) => child.localName === "title");
        return title ? text.fold(title.textContent) : "";
      }
      default:
        return "";
    }
  };

  // `whole` also tells what is hidden: for what is named by reference to it.
  const content = (node, whole, asker) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.tagName) || node === asker) return "";
    if (!whole && !kept(node)) return "";
    const given = own(node);
    if (given) return spaced(node, given);
    if (["svg", "img", "input", "select", "textarea", "iframe"].includes(node.localName)) return "";
    return spaced(node, inside(node, whole, asker));
  };
  const spaced = (element, words) => (element.isConnected && apart(element) ? ` ${words} ` : words);
  const inside = (element, whole, asker) => {
    const children = [...tree.childrenOf(element)].map((child) => content(child, whole, asker)).join("");
    return generated(element, "::before") + children + generated(element, "::after");
  };

  const referred = (element) => {
    const root = element.getRootNode();
    const ids = said(element, "aria-labelledby").split(" ").filter((id) => id && root.getElementById);
    const others = ids.map((id) => root.getElementById(id)).filter(Boolean);
    return text.fold(others.map((other) => own(other) || inside(other, !kept(other), null)).join(" "));
  };

  const labelled = (element) => text.fold([...(element.labels || [])].map((label) => own(label) || inside(label, false, element)).join(" "));

  const native = (element) => {
    if (element.localName !== "input" || !BUTTONS.has(element.type)) return element.localName === "input" && element.type === "button" ? text.fold(element.value) : "";
    const words = element.type === "image" ? said(element, "alt") : text.fold(element.value);
    return words || said(element, "title") || BUTTONS.get(element.type);
  };

  const of = (record) => {
    const element = record.element;
    const ways = [
      () => referred(element),
      () => own(element),
      () => labelled(element),
      () => native(element),
      () => (record.hidden ? text.whole(record) : text.fold(inside(element, false, null))),
      () => said(element, "title"),
    ];
    for (const way of ways) {
      const words = way();
      if (words) return words.slice(0, MOST);
    }
    return "";
  };

  // What an element is described by.
  const described = (element) => {
    const root = element.getRootNode();
    const ids = said(element, "aria-describedby").split(" ").filter((id) => id && root.getElementById);
    return text.fold(ids.map((id) => (root.getElementById(id) || { textContent: "" }).textContent).join(" ")).slice(0, 120);
  };

  return { of, described };
})
