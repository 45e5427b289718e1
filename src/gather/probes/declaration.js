// Cookies that a document declares: tables, definition lists and repeated blocks, shown or not, every shadow root.
//
// args: { words, most }; gives entries of { name, purpose, provider, lifetime }, in the document's own words.
(args, closedRoots) => {
  const { columnOf, exactly, about, namesIn, surelyName } = globalThis.consentinelColumns(args.words);
  const { textOf, gridOf, around } = globalThis.consentinelGrid();
  const entries = [];
  const LONGEST = 500;
  const LIFE = /\d|session|sitzung|seance|sesi|sess|istunto|relace/iu;

  const add = (name, told) => {
    if (entries.length >= args.most) return;
    const words = (text) => (text ? text.replace(/\s+/g, " ").trim().slice(0, LONGEST) || null : null);
    entries.push({ name, purpose: words(told.purpose), provider: words(told.provider), lifetime: words(told.lifetime) });
  };

  // Rows of { names, purpose, provider, lifetime } are kept if what is called a name is one, mostly.
  const keep = (rows, aboutCookies) => {
    const named = rows.filter((row) => row.cell !== "");
    const good = named.filter((row) => row.names.length > 0);
    const sure = good.filter((row) => row.names.some(surelyName));
    if (good.length * 2 < named.length || good.length === 0) return false;
    if (!aboutCookies && sure.length * 2 < named.length) return false;
    for (const row of good) for (const name of row.names) add(name, row);
    return true;
  };

  const columnsOf = (heads) => {
    const columns = {};
    heads.forEach((head, at) => {
      const kind = columnOf(head);
      if (kind && columns[kind] === undefined) columns[kind] = at;
    });
    const others = ["purpose", "provider", "lifetime"].filter((kind) => columns[kind] !== undefined);
    return columns.name !== undefined && others.length > 0 ? columns : null;
  };

  const rowBy = (columns, cells) => {
    const at = (kind) => (columns[kind] === undefined ? "" : cells[columns[kind]] || "");
    return { cell: at("name"), names: namesIn(at("name")), purpose: at("purpose"), provider: at("provider"), lifetime: at("lifetime") };
  };

  const headed = (grid, context) => {
    const place = grid.slice(0, 3).findIndex((row) => columnsOf(row));
    if (place < 0) return false;
    const columns = columnsOf(grid[place]);
    const rows = grid.slice(place + 1).filter((row) => !columnsOf(row) && new Set(row).size > 1);
    return keep(rows.map((row) => rowBy(columns, row)), context || grid[place].some(about));
  };

  const turned = (grid) => grid[0].map((_, column) => grid.map((row) => row[column] || ""));

  // Without heads: one column of names beyond doubt, one of lifetimes; the longest words are the purpose.
  const bare = (grid) => {
    const columns = turned(grid).map((cells, at) => ({ at, cells }));
    const most = (cells, test) => cells.filter(test).length * 3 >= cells.length * 2;
    const name = columns.find(({ cells }) => most(cells, (cell) => namesIn(cell).length > 0 && namesIn(cell).every(surelyName)));
    const lifetime = columns.find((column) => column !== name && most(column.cells, (cell) => cell.length < 40 && LIFE.test(cell)));
    if (!name || !lifetime || grid.length < 2) return false;
    const length = ({ cells }) => cells.reduce((sum, cell) => sum + cell.length, 0);
    const rest = columns.filter((column) => column !== name && column !== lifetime).sort((a, b) => length(b) - length(a));
    const kinds = { name: name.at, lifetime: lifetime.at, purpose: rest[0] && rest[0].at };
    return keep(grid.map((row) => rowBy(kinds, row)), false);
  };

  const table = (element) => {
    const grid = gridOf(element);
    if (grid.length === 0) return false;
    const context = about(around(element));
    return headed(grid, context) || headed(turned(grid), context) || bare(grid);
  };

  // Terms that are names, each with its explanation.
  const terms = (list) => {
    const pairs = [...list.querySelectorAll("dt")].map((term) => ({ cell: textOf(term), below: term.nextElementSibling }));
    const told = pairs.filter(({ below }) => below && below.tagName === "DD");
    if (told.some(({ cell }) => exactly(cell)) || told.length === 0) return false;
    return keep(told.map(({ cell, below }) => ({ cell, names: namesIn(cell).filter(surelyName), purpose: textOf(below) })), about(around(list)));
  };

  // A value that stands behind its label: in the same element, in the next one, or in the next of what holds it.
  const labelled = (element) => {
    const own = textOf(element);
    if (own === "" || own.length > 600) return null;
    const inline = /^([^:：\n]{2,40})[:：]\s*(\S[^\n]*)$/u.exec(own);
    if (inline && element.querySelectorAll("*").length < 4) {
      const kind = exactly(inline[1]);
      return kind ? { kind, value: inline[2] } : null;
    }
    const kind = own.length <= 40 && element.childElementCount === 0 ? exactly(own) : null;
    if (!kind) return null;
    const next = element.nextElementSibling || (element.parentElement && textOf(element.parentElement) === own && element.parentElement.nextElementSibling);
    const value = next ? textOf(next) : element.nextSibling && element.nextSibling.nodeType === Node.TEXT_NODE ? element.nextSibling.data.trim() : "";
    return value === "" ? null : { kind, value: value.replace(/^[:：]\s*/u, ""), element };
  };

  const blocks = (root, read) => {
    const rows = [];
    let context = false;
    let row = null;
    for (const element of root.querySelectorAll("li, p, div, dt, span, strong, b, label, h3, h4, h5, h6, em")) {
      if (read.some((table) => table.contains(element))) continue;
      const found = labelled(element);
      if (!found || (row && row.last === `${found.kind} ${found.value}`)) continue;
      if (found.kind === "name") {
        row = { cell: found.value, names: namesIn(found.value) };
        rows.push(row);
        context = context || about(around(element));
      }
      if (!row) continue;
      row.last = `${found.kind} ${found.value}`;
      if (found.kind !== "name" && row[found.kind] === undefined) row[found.kind] = found.value;
    }
    const whole = rows.filter((one) => one.purpose !== undefined || one.lifetime !== undefined || one.provider !== undefined);
    if (whole.length > 0) keep(whole, context);
  };

  const roots = [document, ...(closedRoots || [])];
  for (let at = 0; at < roots.length && at < 500; at += 1) {
    const read = [];
    for (const element of roots[at].querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    for (const element of roots[at].querySelectorAll("table, [role=table], [role=grid]")) {
      if (!element.querySelector("table") && table(element)) read.push(element);
    }
    for (const list of roots[at].querySelectorAll("dl")) if (terms(list)) read.push(list);
    blocks(roots[at], read);
  }
  return { entries, cut: entries.length >= args.most };
}
