/** Shows scripts that Global Privacy Control is on, as a browser that supports it does. */
(report, kit) => {
  "use strict";

  const { get: native } = Object.getOwnPropertyDescriptor(Navigator.prototype, "hardwareConcurrency");
  const { apply } = Reflect;
  const donor = {
    get globalPrivacyControl() {
      // Throws as natives do where it is asked of something else.
      try {
        apply(native, this, []);
      } catch (error) {
        throw kit.natural(error, [], get);
      }
      return true;
    },
  };
  const { get } = Object.getOwnPropertyDescriptor(donor, "globalPrivacyControl");
  Object.defineProperty(Navigator.prototype, "globalPrivacyControl", {
    get: kit.pose(get, native, "get globalPrivacyControl"),
    set: undefined,
    configurable: true,
    enumerable: true,
  });
};
