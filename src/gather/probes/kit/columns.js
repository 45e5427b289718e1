// Reads what heads a column or stands before a value, and what may be the name of a cookie.
//
// words: { columns: { name, purpose, provider, lifetime, other }, about, between }, each a list of folded words.
(globalThis.consentinelColumns = (words) => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\u00a0\u200b]+/gu, " ").trim();
  const bare = (text) => fold(text).replace(/^[\s:*.\-–]+|[\s:：*.\-–?]+$/gu, "");
  const kinds = Object.entries(words.columns);
  const exact = new Map();
  for (const [kind, list] of kinds) for (const word of list) if (!exact.has(word)) exact.set(word, kind);
  const letters = /[\p{L}\p{N}]/u;

  // Whole words only, except where a script puts no blanks between words.
  const holds = (text, word) => {
    const at = text.indexOf(word);
    if (at < 0) return false;
    if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(word)) return true;
    const before = text[at - 1];
    const after = text[at + word.length];
    return !(before && letters.test(before)) && !(after && letters.test(after));
  };

  const exactly = (text) => exact.get(bare(text)) || null;

  const columnOf = (text) => {
    const head = bare(text);
    if (head === "" || head.length > 60) return null;
    if (exact.has(head)) return exact.get(head);
    let found = null;
    for (const [word, kind] of exact) if ((!found || word.length > found.word.length) && holds(head, word)) found = { word, kind };
    return found && found.kind;
  };

  const about = (text) => {
    const folded = fold(text);
    return words.about.some((word) => folded.includes(word));
  };

  const NAME = /^[\w.\-*[\]{}<>#%:$@!~|+()…]{1,128}$/u;
  const couldBeName = (word) => NAME.test(word) && /[A-Za-z]/.test(word) && !/^(https?:|www\.)/i.test(word);
  // Nothing that people write in a table of prices or persons.
  const surelyName = (word) => couldBeName(word) && (/[_*]/.test(word) || /[a-z][A-Z]/.test(word) || (/\d/.test(word) && /[A-Za-z]{2}/.test(word)) || /^[A-Z]{6,}$/.test(word) || /^[a-z]+-[a-z-]+$/.test(word) || word === "NID" || word === "IDE");

  const between = new Set(words.between);
  // The names in one cell; empty if it holds something else.
  const namesIn = (text) => {
    const names = [];
    for (const piece of text.replace(/["“”„'`´]/g, "").split(/[\n,;]|\s\/\s|\s\|\s/)) {
      const parts = piece.replace(/\s\([^)]*\)\s*$/u, "").trim().split(/\s+/).filter((part) => part !== "" && !between.has(fold(part)));
      if (parts.length === 0) continue;
      if (parts.length === 1 ? !couldBeName(parts[0]) : !parts.every(surelyName)) return [];
      names.push(...parts);
    }
    return [...new Set(names)].slice(0, 50);
  };

  return { fold, columnOf, exactly, about, namesIn, surelyName };
})
