// Runs in every frame before the page's own scripts: tells of each write to cookies and web storage. The kit adds the
// calls that led to it and keeps the page from noticing; the page keeps working exactly as before.
(report, kit) => {
  "use strict";

  const MOST_REPORTS = 5000;
  const MOST_CHARACTERS = 4096;

  const { bare, list, json, replace, replaced, whenAsked } = kit;
  const { apply, getOwnPropertyDescriptor } = Reflect;
  const { slice, startsWith } = String.prototype;
  const { toUTCString } = Date.prototype;
  const PlainDate = Date;
  const getter = (owner, name) => getOwnPropertyDescriptor(owner, name).get;
  const addressOf = getter(Document.prototype, "URL");
  const windowOf = getter(Document.prototype, "defaultView");
  const parentOf = getter(window, "parent");
  const openerOf = getter(window, "opener");
  const originOf = getter(window, "origin");
  const localOf = getter(window, "localStorage");
  const sessionOf = getter(window, "sessionStorage");
  const lengthOf = getter(Storage.prototype, "length");
  const { getItem } = Storage.prototype;
  const ownDocument = document;
  const ownWindow = window;
  let reports = 0;

  const cut = (text) => apply(slice, text, [0, MOST_CHARACTERS]);

  const stand = (gone, lost) => {
    report(json(bare({ what: "standing", url: apply(addressOf, ownDocument, []), gone, lost })));
  };
  const tell = (entry) => {
    reports += 1;
    if (reports <= MOST_REPORTS) report(json(entry));
    // That there was more is told at once: a document may go away before it is asked.
    else if (reports === MOST_REPORTS + 1) stand(list(), 1);
  };

  // Documents without an address of their own have the cookies and the storage of who made them.
  const inherited = (of) => {
    let view = of;
    for (let up = 0; view && up < 32; up += 1) {
      const address = view.location.href;
      if (!apply(startsWith, address, ["about:"])) return address;
      const above = apply(parentOf, view, []);
      view = above === view ? apply(openerOf, view, []) : above;
    }
    return null;
  };
  const urlOf = (of) => {
    const own = apply(addressOf, of, []);
    if (!apply(startsWith, own, ["about:"])) return own;
    try {
      return inherited(apply(windowOf, of, []) || ownWindow) || own;
    } catch {
      return own;
    }
  };

  const hookCookies = () => {
    const wrote = (self, args) => {
      tell(bare({ what: "cookie", raw: cut(`${args[0]}`), url: urlOf(self), frame: apply(addressOf, self, []) }));
    };
    replace(Document.prototype, "cookie", "set", "document.cookie", wrote, 1, addressOf);
  };

  // Fields of an object without running a getter of the page.
  const field = (of, name) => {
    const own = getOwnPropertyDescriptor(of, name);
    const value = own ? bare(own).value : undefined;
    return value === null || typeof value === "object" || typeof value === "function" ? undefined : value;
  };
  const optionsOf = (args) => {
    const given = args[0];
    if (typeof given !== "object" || given === null) return bare({ name: given, value: args[1] });
    const read = bare({});
    const names = ["name", "value", "path", "domain", "expires", "maxAge", "sameSite", "partitioned"];
    for (let at = 0; at < names.length; at += 1) read[names[at]] = field(given, names[at]);
    return read;
  };
  const line = (options) => {
    let raw = `${options.name}=${options.value === undefined ? "" : options.value}; Path=${options.path || "/"}`;
    if (options.domain) raw += `; Domain=${options.domain}`;
    if (options.expires !== undefined) raw += `; Expires=${apply(toUTCString, new PlainDate(+options.expires), [])}`;
    if (options.maxAge !== undefined) raw += `; Max-Age=${options.maxAge}`;
    raw += `; SameSite=${options.sameSite || "strict"}; Secure`;
    return options.partitioned ? `${raw}; Partitioned` : raw;
  };
  const hookCookieStore = () => {
    if (typeof CookieStore !== "function") return;
    const told = (options) => {
      const frame = apply(addressOf, ownDocument, []);
      tell(bare({ what: "cookie-store", raw: cut(line(options)), url: urlOf(ownDocument), frame }));
    };
    replace(CookieStore.prototype, "set", "value", "cookieStore.set", (self, args) => told(optionsOf(args)));
    replace(CookieStore.prototype, "delete", "value", "cookieStore.delete", (self, args) => {
      const options = optionsOf(args);
      options.value = "";
      options.maxAge = 0;
      told(options);
    });
  };

  // Asking may throw, and a storage may belong to another window of the origin: then its contents tell.
  const own = (area) => {
    try {
      return apply(area, ownWindow, []);
    } catch {
      return null;
    }
  };
  const areaOf = (storage, key) => {
    const local = own(localOf);
    const session = own(sessionOf);
    if (storage === local) return "local-storage";
    if (storage === session) return "session-storage";
    const value = (of) => (of ? apply(getItem, of, [key]) : null);
    const [here, there] = [value(local), value(session)];
    const foreign = value(storage);
    if (here === foreign && there !== foreign) return "local-storage";
    if (there === foreign && here !== foreign) return "session-storage";
    return null;
  };
  const hookStorage = () => {
    const changed = (done) => (self, args) => {
      const key = args.length > 0 ? `${args[0]}` : "";
      const area = areaOf(self, key);
      if (!area) return;
      const value = done === "set" ? cut(`${args[1]}`) : "";
      const url = apply(addressOf, ownDocument, []);
      tell(bare({ what: "storage", done, area, key: cut(key), value, url, origin: apply(originOf, ownWindow, []) }));
    };
    const hook = (name, done, count) =>
      replace(Storage.prototype, name, "value", `Storage.${name}`, changed(done), count, lengthOf);
    hook("setItem", "set", 2);
    hook("removeItem", "remove", 1);
    hook("clear", "clear", 0);
  };

  hookCookies();
  hookCookieStore();
  hookStorage();

  // What the page put before ours. Writes may still come through, or may have been kept from us.
  const shadowed = (gone) => {
    const shadow = (owner, name, label) => {
      if (owner && getOwnPropertyDescriptor(owner, name)) kit.push(gone, label);
    };
    shadow(ownDocument, "cookie", "document.cookie");
    shadow(HTMLDocument.prototype, "cookie", "document.cookie");
  };
  whenAsked(() => {
    const gone = replaced();
    shadowed(gone);
    stand(gone, reports > MOST_REPORTS ? reports - MOST_REPORTS : 0);
  });
}
