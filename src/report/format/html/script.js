"use strict";
// Long tables get a field that hides the rows without its words. Everything can be read without it.
for (const scroll of document.querySelectorAll(".scroll")) {
  const rows = [...scroll.querySelectorAll("tbody tr:not(.group)")];
  if (rows.length < 8) continue;
  const label = document.createElement("label");
  label.className = "filter";
  const field = document.createElement("input");
  field.type = "search";
  const told = document.createElement("output");
  label.append("Filter ", field, " ", told);
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, number) => {
      row.hidden = !words.every((word) => texts[number].includes(word));
      if (!row.hidden) shown += 1;
    });
    told.textContent = words.length ? `${shown} of ${rows.length}` : `${rows.length} rows`;
  };
  field.addEventListener("input", show);
  show();
  scroll.before(label);
}
