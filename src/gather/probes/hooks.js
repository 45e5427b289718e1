// Runs in every frame before the page's own scripts: tells of each write to cookies and web storage, with the
// calls that led to it. The page keeps working exactly as before, whatever happens in here.
(report) => {
  const MOST_REPORTS = 5000;
  const MOST_CHARACTERS = 4096;

  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const { stringify } = JSON;
  const PlainError = Error;
  const PlainDate = Date;
  const textOf = String;
  const here = location;
  const match = RegExp.prototype.exec;
  const cutText = String.prototype.slice;
  const splitText = String.prototype.split;
  const originals = new WeakMap();
  const remember = WeakMap.prototype.set.bind(originals);
  const recall = WeakMap.prototype.get.bind(originals);
  let reports = 0;

  const PLACE = /^\s*at (?:.*\()?((?:[a-z][a-z0-9+.-]*:)[^()]*?):(\d+):(\d+)\)?$/;

  // Calls from innermost outwards; those of this file have no address and fall out.
  const calls = () => {
    const limit = PlainError.stackTraceLimit;
    const shaper = PlainError.prepareStackTrace;
    let stack = "";
    try {
      PlainError.stackTraceLimit = 25;
      PlainError.prepareStackTrace = undefined;
      stack = textOf(new PlainError().stack);
    } finally {
      PlainError.stackTraceLimit = limit;
      if (shaper === undefined) delete PlainError.prepareStackTrace;
      else PlainError.prepareStackTrace = shaper;
    }
    const places = [];
    const lines = apply(splitText, stack, ["\n"]);
    for (let at = 0; at < lines.length; at += 1) {
      const place = apply(match, PLACE, [lines[at]]);
      if (place) places[places.length] = { url: place[1], line: +place[2], column: +place[3] };
    }
    return places;
  };

  const tell = (entry) => {
    try {
      reports += 1;
      if (reports > MOST_REPORTS) {
        if (reports === MOST_REPORTS + 1) report(stringify({ what: "flood", url: here.href }));
        return;
      }
      entry.url = here.href;
      entry.origin = here.origin;
      entry.stack = calls();
      report(stringify(entry));
    } catch {
      // A page must never notice that somebody listens.
    }
  };

  const cut = (value) => {
    try {
      return apply(cutText, textOf(value), [0, MOST_CHARACTERS]);
    } catch {
      return "";
    }
  };

  const replace = (owner, name, make) => {
    const was = owner && getOwnPropertyDescriptor(owner, name);
    if (!was || !was.configurable) return;
    const part = was.set ? "set" : "value";
    const wrapped = make(was[part]);
    remember(wrapped, was[part]);
    defineProperty(wrapped, "name", { value: was[part].name, configurable: true });
    defineProperty(wrapped, "length", { value: was[part].length, configurable: true });
    defineProperty(owner, name, { ...was, [part]: wrapped });
  };

  const attributes = (options) => {
    let raw = `${options.name}=${options.value === undefined ? "" : options.value}; Path=${options.path || "/"}`;
    if (options.domain) raw += `; Domain=${options.domain}`;
    if (options.expires !== undefined && options.expires !== null) raw += `; Expires=${new PlainDate(+options.expires).toUTCString()}`;
    if (options.maxAge !== undefined) raw += `; Max-Age=${options.maxAge}`;
    raw += `; SameSite=${options.sameSite || "strict"}; Secure`;
    return options.partitioned ? `${raw}; Partitioned` : raw;
  };
  const optionsOf = (args) => (typeof args[0] === "object" && args[0] !== null ? args[0] : { name: args[0], value: args[1] });
  // Reading the page's own objects may run its code and may throw.
  const quietly = (make) => {
    try {
      return make();
    } catch {
      return null;
    }
  };
  const tellStore = (raw) => {
    if (raw !== null) tell({ what: "cookie-store", raw: cut(raw) });
  };

  const areaOf = (storage) => {
    if (quietly(() => window.localStorage) === storage) return "local-storage";
    if (quietly(() => window.sessionStorage) === storage) return "session-storage";
    return null;
  };

  const install = () => {
    // Methods of object literals have no `prototype` and cannot be constructed, as natives.
    replace(Document.prototype, "cookie", (native) => {
      const donor = {
        set cookie(value) {
          apply(native, this, [value]);
          tell({ what: "cookie", raw: cut(value) });
        },
      };
      return getOwnPropertyDescriptor(donor, "cookie").set;
    });
    replace(Storage.prototype, "setItem", (native) => {
      const donor = {
        setItem(...args) {
          apply(native, this, args);
          const area = areaOf(this);
          if (area) tell({ what: "storage", area, key: cut(args[0]) });
        },
      };
      return donor.setItem;
    });
    if (typeof CookieStore === "function") {
      replace(CookieStore.prototype, "set", (native) => {
        const donor = {
          set(...args) {
            tellStore(quietly(() => attributes(optionsOf(args))));
            return apply(native, this, args);
          },
        };
        return donor.set;
      });
      replace(CookieStore.prototype, "delete", (native) => {
        const donor = {
          delete(...args) {
            tellStore(quietly(() => attributes({ ...optionsOf(args), value: "", maxAge: 0 })));
            return apply(native, this, args);
          },
        };
        return donor.delete;
      });
    }
    replace(Function.prototype, "toString", (native) => {
      const donor = {
        toString() {
          return apply(native, recall(this) || this, []);
        },
      };
      return donor.toString;
    });
  };

  try {
    install();
  } catch {
    // Documents without these interfaces stay as they are.
  }
}
