// Runs in the top document before the page's own scripts: hears what consent interfaces tell by themselves.
//
// One listener is added to `__tcfapi` and to `__gpp` as soon as they stand there. It lives in this closure, which no
// page can reach; what is left to notice is that the interface numbers one listener more, a call without an address in
// its stack, and that what it hands to its listeners is read, getters included, as every listener reads it. Nothing is
// defined or wrapped, queues are read without running a getter, and no timer runs. Queues of vendors are read before
// their libraries empty them: after every batch of changes to the document.
//
// What is told is bounded for each source by itself, above what `told.rs` keeps of it: whoever finds a list full there
// knows that there may have been more.
(report, kit) => {
  "use strict";
  if (window !== window.top) return;
  const MOST_TOLD = 300;
  const MOST_PARTS = 4000;
  const MOST_DEPTH = 16;
  const MOST_CHARACTERS = 60000;
  const MOST_ARGUMENTS = 32;

  const { bare, list, push, json } = kit;
  const { apply, getOwnPropertyDescriptor, ownKeys } = Reflect;
  const { slice } = String.prototype;
  const isArray = Array.isArray;
  const page = window;
  const top = document;
  const told = bare({});

  const quietly = (work) => {
    try {
      return work();
    } catch {
      // What the page's interface throws is its own affair, and it must never notice that somebody listens.
      return undefined;
    }
  };
  const tell = (source, what, value) => {
    told[source] = (told[source] || 0) + 1;
    if (told[source] <= MOST_TOLD) report(json(bare({ what: "signal", source, [what]: value })));
  };

  // A value that needs no code of the page to be read.
  const own = (owner, name) =>
    quietly(() => {
      const found = getOwnPropertyDescriptor(owner, name);
      return found ? bare(found).value : undefined;
    });

  // Copies of which the kit makes JSON. `JSON` itself would ask `toJSON`, which pages put on prototypes.
  const copier = () => {
    let parts = MOST_PARTS;
    let characters = MOST_CHARACTERS;
    const text = (value) => {
      const kept = apply(slice, value, [0, characters]);
      characters -= kept.length;
      return kept;
    };
    const items = (value, depth) => {
      const copied = list();
      for (let at = 0; at < value.length && parts > 0; at += 1) push(copied, copy(value[at], depth + 1));
      return copied;
    };
    const fields = (value, depth) => {
      const copied = bare({});
      const names = ownKeys(value);
      for (let at = 0; at < names.length && parts > 0; at += 1) {
        const name = names[at];
        // What has a length is a list to the kit.
        if (typeof name !== "string" || name === "length") continue;
        if (!bare(getOwnPropertyDescriptor(value, name)).enumerable) continue;
        const inner = value[name];
        if (inner !== undefined && typeof inner !== "function" && typeof inner !== "symbol") copied[text(name)] = copy(inner, depth + 1);
      }
      return copied;
    };
    const copy = (value, depth) => {
      parts -= 1;
      if (typeof value === "string") return text(value);
      if (typeof value === "number") return value - value === 0 ? value : null;
      if (typeof value === "boolean") return value;
      if (typeof value !== "object" || value === null || depth > MOST_DEPTH || parts < 0) return null;
      const copied = quietly(() => (isArray(value) ? items(value, depth) : fields(value, depth)));
      return copied === undefined ? null : copied;
    };
    return (value) => copy(value, 0);
  };
  const picked = (copy, from, names) => {
    const kept = bare({});
    for (let at = 0; at < names.length; at += 1) {
      const value = from ? quietly(() => from[names[at]]) : undefined;
      if (value !== undefined) kept[names[at]] = copy(value);
    }
    return kept;
  };
  const given = (entry) => {
    const copy = copier();
    const copied = list();
    const length = own(entry, "length");
    for (let at = 0; at < length && at < MOST_ARGUMENTS; at += 1) push(copied, copy(own(entry, at)));
    return copied;
  };

  const TCF = ["eventStatus", "cmpStatus", "gdprApplies", "tcString", "listenerId", "cmpId", "cmpVersion", "tcfPolicyVersion"];
  const GPP = ["eventName", "listenerId", "data"];
  const PING = ["gppVersion", "cmpStatus", "cmpDisplayStatus", "signalStatus", "cmpId", "sectionList", "applicableSections", "gppString"];
  const heardTcf = (data) => quietly(() => tell("tcf", "event", picked(copier(), data, TCF)));
  const heardGpp = (data) =>
    quietly(() => {
      const copy = copier();
      const event = picked(copy, data, GPP);
      event.pingData = picked(copy, data && data.pingData, PING);
      tell("gpp", "event", event);
    });
  const listening = bare({});
  const listen = (name, args) => {
    const call = own(page, name);
    if (listening[name] || typeof call !== "function") return;
    listening[name] = true;
    quietly(() => apply(call, page, args));
  };

  // Queues: where they are, and which of their entries speak of consent.
  const first = (names) => (entry) => {
    if (typeof entry !== "object" || entry === null) return false;
    const word = own(entry, 0);
    for (let at = 0; at < names.length; at += 1) if (names[at] === word) return true;
    return false;
  };
  const QUEUES = [
    { source: "meta", at: () => own(own(page, "fbq"), "queue"), speaks: first(["consent", "dataProcessingOptions"]) },
    { source: "tik-tok", at: () => own(page, "ttq"), speaks: first(["grantConsent", "revokeConsent", "holdConsent"]) },
    { source: "microsoft-clarity", at: () => own(own(page, "clarity"), "q"), speaks: first(["consent", "consentv2"]) },
  ];
  const seen = bare({});
  // The places of a queue that were not looked at yet.
  const news = (source, queue, look) => {
    if (!isArray(queue)) return;
    const known = seen[source];
    const from = known && known.queue === queue && queue.length >= known.length ? known.length : 0;
    seen[source] = bare({ queue, length: queue.length });
    for (let place = from; place < queue.length; place += 1) look(own(queue, place), place);
  };
  const read = ({ source, at, speaks }) => {
    news(source, at(), (entry) => {
      if (speaks(entry)) tell(source, "call", given(entry));
    });
  };
  // Microsoft's takes its three arguments as three entries.
  const readUet = () => {
    const queue = own(page, "uetq");
    news("microsoft-uet", queue, (entry, place) => {
      if (entry !== "consent") return;
      const copy = copier();
      const call = list();
      for (let at = 0; at < 3; at += 1) push(call, copy(own(queue, place + at)));
      tell("microsoft-uet", "call", call);
    });
  };

  const look = () => {
    listen("__tcfapi", ["addEventListener", 2, heardTcf]);
    listen("__gpp", ["addEventListener", heardGpp]);
    for (let at = 0; at < QUEUES.length; at += 1) quietly(() => read(QUEUES[at]));
    quietly(readUet);
  };
  report(json(bare({ what: "signal", source: "document" })));
  const observer = new MutationObserver(look);
  observer.observe(top, { childList: true, subtree: true });
  top.addEventListener("DOMContentLoaded", look);
  page.addEventListener("load", look);
}
