"use strict";
// Long tables get a field and lists that hide rows. Everything can be read without them.
const words = document.querySelector("main").dataset;

/** A row of filters above a table. */
const filter = (scroll, rows) => {
  const bar = document.createElement("div");
  bar.className = "filter";
  const tests = [];
  const add = (name, control, test) => {
    const label = document.createElement("label");
    label.append(name, control);
    bar.append(label);
    tests.push(test);
  };
  const field = document.createElement("input");
  field.type = "search";
  const texts = rows.map((row) => row.textContent.toLowerCase());
  add(words.filter, field, (row, number) => {
    const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    return asked.every((word) => texts[number].includes(word));
  });
  const list = (name, values, test) => {
    if (values.length < 2) return;
    const select = document.createElement("select");
    for (const value of ["", ...values]) select.add(new Option(value || words.any, value));
    add(name, select, (row) => !select.value || test(row, select.value));
  };
  for (const facet of (scroll.dataset.facets || "").split(" ").filter(Boolean)) {
    const values = [...new Set(rows.map((row) => row.dataset[facet]))].sort();
    list(words[facet], values, (row, value) => row.dataset[facet] === value);
  }
  const heads = [...scroll.querySelectorAll("thead th")];
  const states = heads.filter((head) => head.dataset.state).map((head) => head.dataset.state);
  list(words.state, states, (row, value) => {
    const at = heads.findIndex((head) => head.dataset.state === value);
    return row.cells[at].classList.contains("on");
  });
  const told = document.createElement("output");
  bar.append(told);
  const show = () => {
    let shown = 0;
    rows.forEach((row, number) => {
      row.hidden = !tests.every((test) => test(row, number));
      if (!row.hidden) shown += 1;
    });
    // The head of a group goes with the last of its rows.
    for (const group of scroll.querySelectorAll("tr.group")) {
      let next = group.nextElementSibling;
      while (next && !next.classList.contains("group") && next.hidden) next = next.nextElementSibling;
      group.hidden = !next || next.classList.contains("group");
    }
    told.textContent = `${shown} / ${rows.length}`;
  };
  bar.addEventListener("input", show);
  show();
  scroll.before(bar);
};

for (const scroll of document.querySelectorAll(".scroll")) {
  const rows = [...scroll.querySelectorAll("tbody tr:not(.group)")];
  if (rows.length >= 8) filter(scroll, rows);
}

// A link to a row that is filtered away shows it again; what is printed is open.
addEventListener("hashchange", () => {
  const row = document.getElementById(location.hash.slice(1));
  if (row) row.hidden = false;
});
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
