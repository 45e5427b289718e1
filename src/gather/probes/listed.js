// Reads lists of cookies from a platform's own objects, by the paths that its file names.
//
// args: { lists: [{ list, look_up, name, purpose, provider, lifetime }], most }. A path is names with points between
// them; `*` is every member, `name()` calls a function without arguments, `^` in front of a field is one member up,
// `.` is the member itself. Gives { found, entries, skipped }: `found` is whether any list was there,
// `skipped` how many of its members have no name that can be read.
(args) => {
  const LONGEST = 500;
  const entries = [];
  let found = false;
  let skipped = 0;

  const step = (owner, part) => {
    if (owner === null || owner === undefined) return undefined;
    return part.endsWith("()") ? (typeof owner[part.slice(0, -2)] === "function" ? owner[part.slice(0, -2)]() : undefined) : owner[part];
  };
  const read = (owner, path) => path.split(".").reduce(step, owner);

  // Every member that a path leads to, each with the members it was reached through, the nearest first.
  const members = (path, lookUp) => {
    let all = [{ value: window, above: [] }];
    for (const part of path.split(".")) {
      const next = [];
      for (const one of all) {
        if (part !== "*") {
          const value = step(one.value, part);
          if (value !== undefined && value !== null) next.push({ value, above: one.above });
        } else if (typeof one.value === "object") {
          found = true;
          for (const value of Object.values(one.value).slice(0, args.most)) {
            const known = typeof value === "string" && lookUp ? read(window, lookUp) : null;
            const member = known && known[value] ? known[value] : value;
            next.push({ value: member, above: [member, ...one.above] });
          }
        }
      }
      all = next;
    }
    return all;
  };

  // A simple expression as a name with `*`; null for others.
  const plain = (source) => {
    const begin = source.startsWith("^") ? "" : "*";
    const end = source.endsWith("$") ? "" : "*";
    const inner = source.replace(/^\^|\$$/g, "").replace(/(\.|\\d|\\w|\[[^\]]*\])[*+]\??/g, "*").replace(/\\([.\-_/])/g, "$1");
    return /[\\()|?+[\]{}^$]/.test(inner) ? null : `${begin}${inner}${end}`.replace(/\*+/g, "*");
  };

  const words = (value) => {
    if (Array.isArray(value)) return words(value[0]);
    if (value instanceof RegExp) return plain(value.source);
    if (typeof value !== "string" && typeof value !== "number") return null;
    return String(value).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, LONGEST) || null;
  };

  const field = (one, path) => {
    if (!path) return null;
    const up = /^\^*/.exec(path)[0].length;
    const owner = up === 0 ? one.value : one.above[up];
    const rest = path.slice(up);
    return words(rest === "." || rest === "" ? owner : read(owner, rest));
  };

  for (const list of args.lists) {
    for (const one of members(list.list, list.look_up)) {
      const name = field(one, list.name);
      if (!name || name.length > 200) skipped += 1;
      if (!name || name.length > 200 || entries.length >= args.most) continue;
      entries.push({ name, purpose: field(one, list.purpose), provider: field(one, list.provider), lifetime: field(one, list.lifetime) });
    }
  }
  return { found, entries, skipped, cut: entries.length >= args.most };
}
