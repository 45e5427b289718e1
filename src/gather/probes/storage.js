// The entries of both web storages of a frame. A frame without storage of its own says so in `refused`.
(args) => {
  const items = [];
  const refused = [];
  const read = (area, open) => {
    try {
      const storage = open();
      for (let at = 0; at < storage.length && items.length < args.most; at += 1) {
        const key = storage.key(at);
        const value = storage.getItem(key) || "";
        items.push({ area, key, value: value.slice(0, args.characters), length: value.length });
      }
    } catch (error) {
      refused.push(`${area}: ${error.message}`);
    }
  };
  read("local-storage", () => localStorage);
  read("session-storage", () => sessionStorage);
  return { origin: location.origin === "null" ? "null" : location.origin, items, refused };
}
