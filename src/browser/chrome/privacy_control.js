/** Shows scripts that Global Privacy Control is on, as a browser that supports it does. */
() => {
  Object.defineProperty(Navigator.prototype, "globalPrivacyControl", {
    get: () => true,
    configurable: true,
    enumerable: true,
  });
};
