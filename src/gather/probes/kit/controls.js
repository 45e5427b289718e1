// Everything that can be operated: native controls, roles, and what only a pointer cursor or a handler gives away.
(globalThis.consentinelControls = (tree, text, names, look, colour) => {
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
  // Of sorted numbers, how many are less than `least`.
  const below = (sorted, least) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < least) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const holdsNative = (record) => nativeAt[below(nativeAt, record.index + 1)] < record.end;

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

  // The words of the row that a toggle stands in: the widest box around it that holds no other toggle.
  const toggleAt = controls.filter((control) => control.toggle).map((control) => control.record.index);
  const togglesIn = (record) => below(toggleAt, record.end) - below(toggleAt, record.index);
  const rowOf = (record) => {
    let words = "";
    let at = record.parent;
    for (let level = 0; level < 6 && at && at.index >= 0; level += 1, at = at.parent) {
      if (togglesIn(at) > 1) break;
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
  const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading], legend, summary, caption, dt";
  const short = (element) => text.fold(element ? element.textContent : "").slice(0, 120);
  // The heading of the widest box around a toggle that holds no other one.
  const headingOf = (record) => {
    let heading = "";
    for (let at = record.parent, level = 0; level < 8 && at && at.index >= 0; level += 1, at = at.parent) {
      if (togglesIn(at) > 1) break;
      heading = short(at.element.querySelector(HEADINGS)) || heading;
    }
    return heading;
  };
  // In a table the first cell of the row and the head of the column speak for a toggle.
  const cellsOf = (element) => {
    const cell = element.closest("td, th");
    const row = cell && cell.closest("tr");
    const table = row && row.closest("table");
    const first = row && row.cells && row.cells[0] !== cell ? row.cells[0] : null;
    const head = table && table.rows[0] !== row ? table.rows[0].cells[cell.cellIndex] : null;
    return [short(first), short(head)];
  };
  // What speaks for a toggle beside its name, the nearest first.
  const besideOf = (record) => [headingOf(record), ...cellsOf(record.element), names.described(record.element)].filter(Boolean);
  // Headings in a box that belong to none of its toggles alone.
  const freeHeadings = new Map();
  const headingsIn = (outer) => {
    if (!freeHeadings.has(outer)) {
      const free = [...outer.element.querySelectorAll(HEADINGS)].filter((heading) => {
        for (let at = tree.byElement.get(heading); at && at !== outer; at = at.parent) if (togglesIn(at) === 1) return false;
        return true;
      });
      freeHeadings.set(outer, free);
    }
    return freeHeadings.get(outer);
  };
  // What heads the group of toggles that it stands in: the name of a group or tab, or the last heading before it.
  const sectionOf = (record) => {
    for (let at = record.parent; at && at.index >= 0; at = at.parent) {
      if (togglesIn(at) < 2) continue;
      const given = at.element.hasAttribute("aria-label") || at.element.hasAttribute("aria-labelledby") ? names.of(at) : "";
      if (given) return given.slice(0, 120);
      const before = headingsIn(at).filter((heading) => heading.compareDocumentPosition(record.element) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (before.length > 0) return short(before[before.length - 1]);
    }
    return "";
  };

  const mixed = (element) => element.indeterminate === true || element.getAttribute("aria-checked") === "mixed" || element.getAttribute("aria-pressed") === "mixed";
  const disabled = (element) => {
    if ("disabled" in element) return element.matches(":disabled") || element.getAttribute("aria-disabled") === "true";
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

  // How a control is drawn beside its words. What shadows, outlines and pictures draw is not told from a border.
  const drawnOf = (record, inked, after_scroll) => {
    const style = record.style;
    if (!style || !inked.style || record.hidden || !record.parent || !record.parent.style) return null;
    const around = colour.behind(record.parent);
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({ width: parseFloat(style[`border${side}Width`]) || 0, words: style[`border${side}Color`] }));
    const widest = sides.reduce((one, other) => (other.width > one.width ? other : one));
    const elsewhere = style.boxShadow !== "none" || style.outlineStyle !== "none" || style.borderImageSource !== "none";
    const decorated = (at) => at && at.style && at.style.textDecorationLine.includes("underline");
    return {
      around: colour.round(around),
      border_px: elsewhere ? null : widest.width,
      border: !elsewhere && widest.width > 0 && around ? colour.round(colour.over(colour.parse(widest.words), around)) : null,
      family: inked.style.fontFamily,
      italic: inked.style.fontStyle !== "normal",
      underlined: Boolean(decorated(inked) || decorated(record)),
      capitals: inked.style.textTransform === "uppercase",
      after_scroll,
    };
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
      name: names.of(record),
      row: control.toggle ? rowOf(record) : "",
      beside: control.toggle ? besideOf(record) : [],
      section: control.toggle ? sectionOf(record) : "",
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
      drawn: drawnOf(record, inked, Boolean(seen.away)),
    };
  };

  return { controls, describe, allText, freeText };
})
