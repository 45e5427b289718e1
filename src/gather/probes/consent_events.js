// Runs in the top document before the page's own scripts: hears what consent interfaces tell by themselves.
//
// One listener is added to `__tcfapi` and to `__gpp` as soon as they stand there. It lives in this closure, which no
// page can reach; what is left to notice is that the interface numbers one listener more, and a call without an
// address in its stack. Nothing is defined, wrapped or read through a getter, and no timer runs. Queues of vendors are
// read before their libraries empty them: after every batch of changes to the document.
(report) => {
  if (window !== window.top) return;
  const MOST_TOLD = 300;
  const MOST_LOOKS = 20000;
  const MOST_CHARACTERS = 60000;

  const { apply, getOwnPropertyDescriptor } = Reflect;
  const { stringify, parse } = JSON;
  const isArray = Array.isArray;
  const page = window;
  const top = document;
  let told = 0;

  const tell = (entry) => {
    try {
      told += 1;
      if (told > MOST_TOLD) return;
      const text = stringify({ what: "signal", ...entry });
      if (text.length < MOST_CHARACTERS) report(text);
    } catch {
      // A page must never notice that somebody listens.
    }
  };
  const plain = (value) => {
    try {
      return value === undefined ? null : parse(stringify(value));
    } catch {
      return null;
    }
  };
  // A value that needs no code of the page to be read.
  const own = (owner, name) => {
    try {
      const found = getOwnPropertyDescriptor(owner, name);
      return found && "value" in found ? found.value : undefined;
    } catch {
      return undefined;
    }
  };
  const pick = (from, names) => {
    const picked = {};
    for (let at = 0; at < names.length; at += 1) {
      const value = from && from[names[at]];
      if (value !== undefined) picked[names[at]] = plain(value);
    }
    return picked;
  };

  const TCF = ["eventStatus", "cmpStatus", "gdprApplies", "tcString", "listenerId", "cmpId", "cmpVersion", "tcfPolicyVersion"];
  const GPP = ["eventName", "listenerId", "data"];
  const PING = ["gppVersion", "cmpStatus", "cmpDisplayStatus", "signalStatus", "cmpId", "sectionList", "applicableSections", "gppString"];
  const quietly = (work) => {
    try {
      work();
    } catch {
      // What the page's interface throws is its own affair.
    }
  };
  const listeners = {
    __tcfapi: (call) => call("addEventListener", 2, (data) => quietly(() => tell({ source: "tcf", event: pick(data, TCF) }))),
    __gpp: (call) => call("addEventListener", (data) => quietly(() => tell({ source: "gpp", event: { ...pick(data, GPP), pingData: pick(data && data.pingData, PING) } }))),
  };
  const listening = {};
  const listen = (name) => {
    const call = own(page, name);
    if (listening[name] || typeof call !== "function") return;
    listening[name] = true;
    quietly(() => listeners[name]((...args) => apply(call, page, args)));
  };

  // Queues: where they are, and which of their entries speak of consent.
  const first = (names) => (entry) => entry && typeof entry === "object" && names.includes(entry[0]);
  const QUEUES = [
    { source: "meta", at: () => own(own(page, "fbq") || {}, "queue"), speaks: first(["consent", "dataProcessingOptions"]) },
    { source: "tik-tok", at: () => own(page, "ttq"), speaks: first(["grantConsent", "revokeConsent", "holdConsent"]) },
    { source: "microsoft-clarity", at: () => own(own(page, "clarity") || {}, "q"), speaks: first(["consent", "consentv2"]) },
  ];
  const seen = {};
  const read = ({ source, at, speaks }) => {
    const queue = at();
    if (!isArray(queue)) return;
    if (!seen[source] || seen[source].queue !== queue || queue.length < seen[source].length) seen[source] = { queue, length: 0 };
    for (let place = seen[source].length; place < queue.length; place += 1) {
      const entry = own(queue, place);
      if (speaks(entry)) tell({ source, call: plain(Array.from(entry)) });
    }
    seen[source].length = queue.length;
  };
  // Microsoft's takes its three arguments as three entries.
  let uet = { queue: null, length: 0 };
  const readUet = () => {
    const queue = own(page, "uetq");
    if (!isArray(queue)) return;
    if (uet.queue !== queue || queue.length < uet.length) uet = { queue, length: 0 };
    for (let place = uet.length; place < queue.length; place += 1) {
      if (own(queue, place) === "consent") tell({ source: "microsoft-uet", call: plain(["consent", own(queue, place + 1), own(queue, place + 2)]) });
    }
    uet.length = queue.length;
  };

  let looks = 0;
  let observer = null;
  const look = () => {
    looks += 1;
    if (looks > MOST_LOOKS && observer) observer.disconnect();
    listen("__tcfapi");
    listen("__gpp");
    for (let at = 0; at < QUEUES.length; at += 1) quietly(() => read(QUEUES[at]));
    quietly(readUet);
  };
  tell({ source: "document" });
  observer = new MutationObserver(look);
  observer.observe(top, { childList: true, subtree: true });
  top.addEventListener("DOMContentLoaded", look);
  page.addEventListener("load", look);
}
