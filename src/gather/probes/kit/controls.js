// Everything that can be operated: native controls, roles, and what only a pointer cursor or a handler gives away.
(globalThis.consentinelControls = (tree, text, look, colour) => {
  const ROLES = new Set(["button", "link", "switch", "checkbox", "radio", "tab", "menuitem", "menuitemcheckbox"]);
  const INPUTS = new Set(["button", "submit", "image", "reset", "checkbox", "radio"]);
  const TOGGLE_ROLES = new Set(["switch", "checkbox", "radio", "menuitemcheckbox"]);

  const role = (element) => (element.getAttribute("role") || "").trim().toLowerCase();
  const isInput = (element) => element.tagName === "INPUT" && INPUTS.has(element.type);
  const isNative = (element) =>
    element.tagName === "BUTTON" || element.tagName === "A" || element.tagName === "SUMMARY" || isInput(element) || ROLES.has(role(element));
  const isToggle = (element) =>
    (element.tagName === "INPUT" && (element.type === "checkbox" || element.type === "radio")) ||
    TOGGLE_ROLES.has(role(element)) ||
    element.hasAttribute("aria-pressed");

  const natives = tree.records.filter((record) => isNative(record.element));
  const nativeAt = natives.map((record) => record.index);
  const firstAfter = (index) => {
    let low = 0;
    let high = nativeAt.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (nativeAt[middle] < index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const holdsNative = (record) => nativeAt[firstAfter(record.index + 1)] < record.end;

  const pointed = (record) =>
    record.style && record.style.cursor === "pointer" && !(record.parent.style && record.parent.style.cursor === "pointer");
  const isLabel = (element) => element.tagName === "LABEL" && element.control;
  // Words in a box of its own: a `div` that is drawn as a button and listens without showing it.
  const boxed = (record) => {
    if (!record.style || record.end !== record.index + 1 || record.textEnd === record.textStart || record.inline) return false;
    const style = record.style;
    const drawn = style.borderTopWidth !== "0px" || style.backgroundColor !== "rgba(0, 0, 0, 0)";
    return drawn && parseFloat(style.paddingLeft) >= 2;
  };

  // How it was recognised as a control; null if it is none. What stands inside a control is part of it.
  const kindOf = (record, insideNative) => {
    const element = record.element;
    if (insideNative || isLabel(element)) return null;
    if (isNative(element)) return "native";
    // The drawn part of a switch belongs to its toggle.
    if (element.closest("label")) return null;
    if (holdsNative(record) || record.textEnd - record.textStart > 12) return null;
    if (element === document.body || element === document.documentElement) return null;
    if (element.hasAttribute("onclick")) return "handler";
    if (pointed(record)) return "pointer";
    return boxed(record) ? "box" : null;
  };

  const controls = [];
  let coveredTo = 0;
  for (const record of tree.records) {
    const kind = kindOf(record, record.index < coveredTo);
    if (!kind) continue;
    controls.push({ record, kind, toggle: isToggle(record.element) });
    coveredTo = Math.max(coveredTo, record.end);
  }

  // A hidden box with a drawn label or switch: what a visitor sees and clicks instead of it.
  const standIn = (record) => {
    const element = record.element;
    const labels = element.labels ? [...element.labels] : [];
    const near = [...labels, element.closest("label"), element.nextElementSibling, element.parentElement];
    for (const other of near) {
      const found = other && tree.byElement.get(other);
      if (!found || found === record) continue;
      const rect = look.box(found);
      if (rect.width > 400 && other === element.parentElement) continue;
      const seen = look.hiddenBecause(found, rect);
      if (!seen.hidden) return { record: found, rect, ...seen };
    }
    return null;
  };

  const labelOf = (record) => {
    const element = record.element;
    const given = element.getAttribute("aria-labelledby") || element.getAttribute("aria-label") ? text.name(record) : "";
    if (given) return given;
    const labels = element.labels ? [...element.labels].map((label) => label.textContent).join(" ") : "";
    return text.fold(labels).slice(0, 200) || text.name(record);
  };

  // The words of the row that a toggle stands in: the widest box around it that holds no other toggle.
  const toggleAt = controls.filter((control) => control.toggle).map((control) => control.record.index);
  const rowOf = (record) => {
    let words = "";
    let at = record.parent;
    for (let level = 0; level < 6 && at && at.index >= 0; level += 1, at = at.parent) {
      const others = toggleAt.filter((index) => index >= at.index && index < at.end).length;
      if (others > 1) break;
      const wider = text.visible(at, 300);
      if (words && wider.length > 150) break;
      words = wider || words;
    }
    return words;
  };

  const checked = (element) => {
    if (mixed(element)) return null;
    if (element.tagName === "INPUT") return element.checked;
    const told = element.getAttribute("aria-checked") || element.getAttribute("aria-pressed");
    return told === null ? null : told === "true";
  };
  const mixed = (element) => element.indeterminate === true || element.getAttribute("aria-checked") === "mixed" || element.getAttribute("aria-pressed") === "mixed";
  const disabled = (element) => {
    if ("disabled" in element) return element.disabled || element.getAttribute("aria-disabled") === "true";
    return element.hasAttribute("aria-disabled") ? element.getAttribute("aria-disabled") === "true" : null;
  };

  const owned = new Uint8Array(tree.texts.length);
  for (const { record } of controls) owned.fill(1, record.textStart, record.textEnd);
  // Characters of visible text up to each entry: all, and outside of controls.
  const all = new Float64Array(tree.texts.length + 1);
  const free = new Float64Array(tree.texts.length + 1);
  tree.texts.forEach((entry, at) => {
    const length = entry.owner.index >= 0 && entry.owner.shown ? entry.data.trim().length : 0;
    all[at + 1] = all[at] + length;
    free[at + 1] = free[at] + (owned[at] ? 0 : length);
  });
  const allText = (record) => all[record.textEnd] - all[record.textStart];
  const freeText = (record) => free[record.textEnd] - free[record.textStart];

  // A link within a sentence: it flows with other words and is not drawn as a button.
  const withinSentence = (record) => {
    if (!record.style) return false;
    const style = record.style;
    const drawn = style.borderTopWidth !== "0px" || colour.parse(style.backgroundColor)[3] > 0;
    if (drawn && parseFloat(style.paddingLeft) >= 4) return false;
    if (!record.inline && !(style.display === "inline-block" && !drawn)) return false;
    const block = text.blockOf(record.inline ? record : record.parent);
    return freeText(block) >= 25;
  };

  // Boxes of the lines of its visible text; of a button that is an input, the box of what it holds.
  const MOST_LINES = 6;
  const linesOf = (record) => {
    const element = record.element;
    if (element.tagName === "INPUT") return element.value ? [look.inside(record)] : [];
    const lines = [];
    for (let at = record.textStart; at < record.textEnd && lines.length < MOST_LINES; at += 1) {
      const { owner, node } = tree.texts[at];
      if (!owner.shown) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) if (line.width >= 4 && line.height >= 4) lines.push(look.plain(line));
    }
    return lines.slice(0, MOST_LINES);
  };

  const describe = (control, id, path) => {
    const { record } = control;
    const element = record.element;
    let rect = look.box(record);
    let seen = look.hiddenBecause(record, rect);
    let stand = record;
    if (seen.hidden && control.toggle) {
      const other = standIn(record);
      if (other) ({ record: stand, rect, ...seen } = other);
    }
    const entry = tree.texts.slice(record.textStart, record.textEnd).find((one) => one.owner.shown);
    const inked = entry ? entry.owner : record;
    const background = inked.style && !record.hidden ? colour.behind(inked) : null;
    control.stand = stand;
    control.hidden = seen.hidden;
    return {
      id,
      kind: control.kind,
      toggle: control.toggle,
      pressed: element.hasAttribute("aria-pressed") && !TOGGLE_ROLES.has(role(element)) && element.tagName !== "INPUT",
      text: element.tagName === "INPUT" && !control.toggle ? text.fold(element.value) : record.hidden ? text.whole(record) : text.visible(record, 400),
      name: control.toggle ? labelOf(record) : text.name(record),
      row: control.toggle ? rowOf(record) : "",
      tag: element.localName,
      selector: path(record),
      href: element.tagName === "A" && element.hasAttribute("href") ? element.href : null,
      rect,
      hidden: seen.hidden,
      inline: withinSentence(record),
      font: inked.style ? parseFloat(inked.style.fontSize) : 0,
      weight: inked.style ? Number(inked.style.fontWeight) || 400 : 400,
      colour: inked.style ? colour.round(colour.text(inked, background)) : null,
      background: colour.round(background),
      ink: inked.style ? colour.ink(inked) : null,
      lines: seen.hidden || control.toggle ? [] : linesOf(record),
      checked: control.toggle ? checked(element) : null,
      mixed: control.toggle && mixed(element),
      disabled: disabled(element),
    };
  };

  return { controls, describe, allText, freeText };
})
