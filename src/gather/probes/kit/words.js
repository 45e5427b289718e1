// The words of a control without the composed tree: what it says, or else its accessible name.
(globalThis.consentinelWords = (element) => {
  const fold = (words) => (words || "").replace(/\s+/g, " ").trim().slice(0, 200);
  const image = () => {
    const picture = element.querySelector("img[alt], svg title, [aria-label]");
    return picture ? picture.getAttribute("alt") || picture.getAttribute("aria-label") || picture.textContent : "";
  };
  const pointed = () =>
    (element.getAttribute("aria-labelledby") || "")
      .split(/\s+/)
      .map((id) => (id ? element.getRootNode().getElementById?.(id)?.textContent || "" : ""))
      .join(" ");
  const text = fold(element.tagName === "INPUT" ? element.value : element.innerText || element.textContent);
  const name = fold(pointed()) || fold(element.getAttribute("aria-label")) || text || fold(image()) || fold(element.getAttribute("title"));
  return { text, name };
})
