// What a document says in words as a visitor reads it: its text without boxes that float over it where enough remains,
// its short lines, its controls, and the names that it gives its site.
//
// args: { characters, enough, nodes, lines, controls, longest }
(args, closedRoots) => {
  const fold = (words) => (words || "").replace(/[\s\u00a0\u200b\u200c\u200d\ufeff]+/gu, " ").trim();
  const closed = new Map((closedRoots || []).map((root) => [root.host, root]));
  const silent = new Set(["script", "style", "noscript", "template", "head", "svg", "canvas", "video", "audio", "object", "embed", "select", "textarea", "iframe"]);
  const lines = [];
  const controls = [];
  let line = "";
  let seen = 0;
  let cut = false;

  const end = (lifted) => {
    const text = fold(line);
    line = "";
    if (text) lines.push({ text, lifted });
  };
  const floats = (element, style) =>
    style.position === "fixed" ||
    style.position === "sticky" ||
    element.localName === "dialog" ||
    element.getAttribute("aria-modal") === "true" ||
    /^(alert)?dialog$/.test(element.getAttribute("role") || "");
  const file = (address) => (address || "").split(/[?#]/)[0].split("/").pop().slice(0, 100);
  const words = (element) => {
    const image = element.querySelector("img, svg title");
    const said = element.localName === "input" ? element.value : element.innerText;
    return {
      text: fold(said || element.getAttribute("aria-label") || (image && (image.alt || image.textContent)) || element.title).slice(0, args.longest),
      url: element.href && typeof element.href === "string" ? element.href : "",
      images: [...element.querySelectorAll("img, svg title")].slice(0, 3).map((one) => fold(one.localName === "img" ? `${file(one.currentSrc || one.src)} ${one.alt}` : one.textContent).slice(0, args.longest)),
    };
  };
  const isControl = (element) => element.matches("a[href], button, input[type=button], input[type=submit], [role=button], [role=link]");

  const walk = (node, lifted, shown, depth) => {
    seen += 1;
    if (seen > args.nodes || depth > 500) {
      cut = true;
      return;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      if (shown) line += node.data;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || silent.has(node.localName)) return;
    const style = getComputedStyle(node);
    if (style.display === "none" || parseFloat(style.opacity) < 0.05) return;
    const visible = style.visibility === "visible";
    const block = !/^(inline|contents|ruby)/.test(style.display) || node.localName === "br";
    const up = lifted || floats(node, style);
    if (block) end(lifted);
    if (visible && isControl(node)) {
      const rect = node.getBoundingClientRect();
      if (rect.width >= 2 && rect.height >= 2) {
        if (controls.length < args.controls) controls.push(words(node));
        else cut = true;
      }
    }
    const root = node.shadowRoot || closed.get(node);
    const children = node.localName === "slot" && node.assignedNodes().length > 0 ? node.assignedNodes({ flatten: true }) : (root || node).childNodes;
    for (const child of children) walk(child, up, visible, depth + 1);
    if (block) end(up);
  };
  const page = document.body || document.documentElement;
  if (page) walk(page, false, true, 0);
  end(false);

  const join = (chosen) => chosen.map((one) => one.text).join("\n");
  const beneath = join(lines.filter((one) => !one.lifted));
  const text = beneath.length >= args.enough ? beneath : join(lines);

  const names = new Set();
  const named = (name) => {
    if (typeof name === "string" && fold(name) && names.size < 20) names.add(fold(name).slice(0, args.longest));
  };
  for (const meta of document.querySelectorAll("meta[property='og:site_name'], meta[name='application-name'], meta[name='author'], meta[name='publisher']")) named(meta.content);
  const organisations = (value, depth) => {
    if (!value || typeof value !== "object" || depth > 6) return;
    const kinds = [value["@type"]].flat().join(" ");
    if (/Organization|Corporation|LocalBusiness|Store|WebSite|NewsMedia|Person/.test(kinds)) {
      named(value.name);
      named(value.legalName);
    }
    for (const inner of Object.values(value)) organisations(inner, depth + 1);
  };
  for (const script of [...document.querySelectorAll("script[type='application/ld+json']")].slice(0, 20)) {
    try {
      organisations(JSON.parse(script.textContent.slice(0, 65536)), 0);
    } catch {
      // What is not JSON names nobody.
    }
  }

  const short = lines.filter((one) => one.text.length <= args.longest).map((one) => one.text);
  return {
    text: text.slice(0, args.characters),
    length: text.length,
    language: document.documentElement.getAttribute("lang"),
    names: [...names],
    lines: short.slice(0, args.lines),
    controls,
    cut: cut || short.length > args.lines,
  };
}
