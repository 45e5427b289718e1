// The entries of both web storages of a frame. A frame without storage of its own says so in `refused`; what there is
// and was not read stands in `unread`.
(args) => {
  const items = [];
  const refused = [];
  const unread = [];
  const read = (area, open) => {
    try {
      const storage = open();
      const most = Math.min(storage.length, args.most);
      for (let at = 0; at < most; at += 1) {
        const key = storage.key(at);
        const value = storage.getItem(key) || "";
        items.push({ area, key, value: value.slice(0, args.characters), length: value.length });
      }
      if (most < storage.length) unread.push({ area, why: `only ${most} of ${storage.length} entries were read` });
    } catch (error) {
      if (error.name === "SecurityError") refused.push(`${area}: ${error.message}`);
      else unread.push({ area, why: error.message });
    }
  };
  read("local-storage", () => localStorage);
  read("session-storage", () => sessionStorage);
  return { origin: self.origin, items, refused, unread };
}
