// Tables as rows of cells, spans filled in, and the words around them.
(globalThis.consentinelGrid = () => {
  const BLOCK = new Set(["P", "DIV", "LI", "UL", "OL", "TR", "DD", "DT", "SECTION", "H1", "H2", "H3", "H4", "H5", "H6"]);
  const MOST_ROWS = 2000;
  const MOST_SPAN = 50;

  const raw = (node) => {
    let words = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) words += child.data.replace(/\s+/g, " ");
      if (child.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(child.tagName)) continue;
      if (child.tagName === "BR") words += "\n";
      else words += BLOCK.has(child.tagName) ? `\n${raw(child)}\n` : raw(child);
    }
    return words;
  };
  // Words of an element, shown or not, blocks on lines of their own.
  const textOf = (node) => raw(node).replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s]*/g, "\n").trim();

  const number = (value) => Math.min(Math.max(Number(value) || 1, 1), MOST_SPAN);
  const rowsOf = (table) => {
    if (table.tagName === "TABLE") return [...table.rows].slice(0, MOST_ROWS).map((row) => [...row.cells]);
    const rows = [...table.querySelectorAll("[role=row]")].slice(0, MOST_ROWS);
    return rows.map((row) => [...row.querySelectorAll("[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]")]);
  };

  const gridOf = (table) => {
    const rows = rowsOf(table);
    const grid = rows.map(() => []);
    rows.forEach((cells, at) => {
      let column = 0;
      for (const cell of cells) {
        while (grid[at][column] !== undefined) column += 1;
        const words = textOf(cell);
        for (let down = 0; down < number(cell.rowSpan) && at + down < grid.length; down += 1) {
          for (let across = 0; across < number(cell.colSpan); across += 1) grid[at + down][column + across] = words;
        }
        column += number(cell.colSpan);
      }
    });
    return grid.map((row) => Array.from(row, (words) => words || "")).filter((row) => row.some((words) => words !== ""));
  };

  const parentOf = (element) => element.parentElement || (element.getRootNode() instanceof ShadowRoot ? element.getRootNode().host : null);

  // What tells what a table is about: caption, labels, names of what holds it, the words before it.
  const around = (element) => {
    let words = [element.getAttribute("aria-label") || "", element.caption ? element.caption.textContent : ""].join(" ");
    let heading = false;
    for (let at = element, level = 0; at && level < 6; at = parentOf(at), level += 1) {
      words += ` ${at.id} ${typeof at.className === "string" ? at.className : ""}`;
      for (let before = at.previousElementSibling, steps = 0; before && steps < 4 && !heading; before = before.previousElementSibling, steps += 1) {
        if (before.tagName === "TABLE") continue;
        words += ` ${(before.textContent || "").slice(-300)}`;
        heading = /^(H[1-6]|SUMMARY|LEGEND|BUTTON)$/.test(before.tagName);
      }
    }
    return words;
  };

  return { textOf, gridOf, around };
})
