/** Reports what is written to `document.cookie`. */
(report) => {
  const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    get,
    set(raw) {
      report(JSON.stringify({ raw: String(raw) }));
      set.call(this, raw);
    },
    configurable: true,
    enumerable: true,
  });
};
