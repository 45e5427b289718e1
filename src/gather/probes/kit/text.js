// Words of elements as they can be seen.
(globalThis.consentinelText = (tree) => {
  const fold = (words) => words.replace(/[\s\u00a0\u200b\u200c\u200d\ufeff]+/gu, " ").trim();

  // Text for screen readers only: a box of a pixel, or clipped away.
  const forReadersOnly = (record) => {
    const style = record.style;
    if (!style || (style.position !== "absolute" && style.position !== "fixed")) return false;
    const tiny = parseFloat(style.width) <= 1 && parseFloat(style.height) <= 1 && style.overflow !== "visible";
    return tiny || /^rect\(0px,? 0px,? 0px,? 0px\)$/.test(style.clip) || style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)";
  };

  const shown = (record) => {
    if (record.shown === undefined) {
      const parentShown = record.index < 0 || !record.parent || record.parent.index < 0 || !record.parent.silent;
      record.silent = !parentShown || record.hidden || record.opacity < 0.05 || forReadersOnly(record);
      record.shown = !record.silent && record.style.visibility === "visible";
    }
    return record.shown;
  };
  // Parents first, so that `silent` is handed down.
  for (const record of tree.records) shown(record);

  const blockOf = (record) => {
    let at = record;
    while (at.inline && at.parent && at.parent.index >= 0) at = at.parent;
    return at;
  };

  const join = (record, keep, most) => {
    let words = "";
    let before = null;
    for (let at = record.textStart; at < record.textEnd && words.length < most; at += 1) {
      const text = tree.texts[at];
      if (!keep(text.owner)) continue;
      const block = blockOf(text.owner);
      words += block === before ? text.data : ` ${text.data}`;
      before = block;
    }
    return fold(words);
  };

  const visible = (record, most = 4000) => join(record, (owner) => owner.index >= 0 && owner.shown, most).slice(0, most);
  const whole = (record, most = 400) => join(record, () => true, most).slice(0, most);

  return { fold, visible, whole, blockOf };
})
