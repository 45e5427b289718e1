// What the page's consent interfaces answer, as plain JSON. Runs in the page's own world.
async () => {
  // Consent calls are bounded by themselves: what else stands in a layer never crowds them out. Where there are too
  // many, the last count most.
  const MOST_CALLS = 200;
  const MOST_CONSENTS = 400;
  const MOST_LAYERS = 20;
  const MOST_ENTRIES = 100000;
  const MOST_ARGUMENTS = 32;
  const MOST_PARTS = 100000;
  const MOST_DEPTH = 24;

  // What JSON would make of a value, by hand: pages have `toJSON` on prototypes of their own, which would have the word.
  const plain = (value) => {
    let parts = MOST_PARTS;
    const isData = (part) => part !== undefined && typeof part !== "function" && typeof part !== "symbol";
    const of = (part, depth) => {
      parts -= 1;
      if (typeof part === "string" || typeof part === "boolean") return part;
      if (typeof part === "number") return part - part === 0 ? part : null;
      if (typeof part !== "object" || part === null || depth > MOST_DEPTH || parts < 0) return null;
      if (part instanceof Date) return part - part === 0 ? new Date(+part).toISOString() : null;
      if (Array.isArray(part)) return items(part, depth);
      const copied = {};
      const names = Object.keys(part);
      for (let at = 0; at < names.length && parts > 0; at += 1) {
        const inner = part[names[at]];
        if (isData(inner)) Object.defineProperty(copied, names[at], { value: of(inner, depth + 1), enumerable: true });
      }
      return copied;
    };
    const items = (part, depth) => {
      const copied = [];
      for (let at = 0; at < part.length && parts > 0; at += 1) copied[at] = of(part[at], depth + 1);
      return copied;
    };
    try {
      return of(value, 0);
    } catch {
      return null;
    }
  };
  // The arguments of a call, which are an array or `arguments`.
  const given = (entry) => {
    const made = [];
    for (let at = 0; at < Math.min(part(entry, "length"), MOST_ARGUMENTS); at += 1) made[at] = part(entry, at);
    return plain(made);
  };
  // A global, if reading it does no harm.
  const global = (name) => {
    try {
      return window[name];
    } catch {
      return undefined;
    }
  };
  const part = (owner, name) => {
    try {
      return owner === null || owner === undefined ? undefined : owner[name];
    } catch {
      return undefined;
    }
  };
  const ask = async (name, call) => {
    const api = global(name);
    if (typeof api !== "function") return null;
    let answer = null;
    try {
      call(api, (value) => {
        answer = plain(value);
      });
      // Answers come at once or on the next turn; a stub never answers.
      for (let turn = 0; turn < 5 && answer === null; turn += 1) await null;
    } catch {
      return null;
    }
    return answer !== null && typeof answer === "object" ? answer : null;
  };

  const ping = await ask("__tcfapi", (api, done) => api("ping", 2, done));
  let tcf = await ask("__tcfapi", (api, done) => api("getTCData", 2, done));
  if (tcf === null && ping !== null) tcf = { ping };
  const gpp = await ask("__gpp", (api, done) => api("ping", done));
  const usp = await ask("__uspapi", (api, done) => api("getUSPData", 1, done));
  const uspString = usp === null ? null : usp.uspString;

  // Data layers: arrays, under whatever name, whose entries are calls of Google's tags.
  const WORDS = ["consent", "config", "event", "js", "set", "get"];
  const call = (entry) => {
    const word = part(entry, 0);
    if (entry === null || typeof entry !== "object" || !WORDS.includes(word)) return null;
    if (word === "consent") return given(entry);
    return [word, word === "js" ? null : plain(part(entry, 1))];
  };
  const started = (entry) => entry !== null && typeof entry === "object" && part(entry, "event") === "gtm.js";
  const names = [];
  for (const name of Object.getOwnPropertyNames(window)) {
    const found = Object.getOwnPropertyDescriptor(window, name);
    if (found && Array.isArray(found.value)) names.push(name);
  }
  // The calls in one layer, in order: the first of each kind, and of those that speak of consent the last too.
  const callsIn = (name, queue) => {
    const consents = [];
    const others = [];
    for (let at = 0; at < Math.min(queue.length, MOST_ENTRIES); at += 1) {
      const entry = part(queue, at);
      const speaks = part(entry, 0) === "consent";
      if (!speaks && others.length >= MOST_CALLS) continue;
      const made = started(entry) ? ["gtm.js"] : call(entry);
      if (!made) continue;
      if (speaks && consents.length >= MOST_CONSENTS) consents.splice(MOST_CONSENTS / 2, 1);
      (speaks ? consents : others).push({ layer: name, at, call: made });
    }
    return consents.concat(others).sort((one, other) => one.at - other.at);
  };
  const layers = [];
  let found = 0;
  for (const name of names) {
    const queue = global(name);
    if (!Array.isArray(queue) || found >= MOST_LAYERS) continue;
    const calls = callsIn(name, queue);
    // An array with a lone word in it is somebody else's list.
    if (!calls.some(({ call: [word] }) => ["consent", "js", "config", "gtm.js"].includes(word))) continue;
    layers.push(...calls);
    found += 1;
  }
  const consents = layers.filter((entry) => entry.call[0] === "consent").map((entry) => entry.call);

  // Queues of other vendors, as far as their libraries have not emptied them.
  const vendors = [];
  const queued = (vendor, queue, words) => {
    if (!Array.isArray(queue)) return;
    let kept = 0;
    for (let at = 0; at < Math.min(queue.length, MOST_ENTRIES) && kept < MOST_CALLS; at += 1) {
      const entry = part(queue, at);
      if (entry === null || typeof entry !== "object" || !words.includes(part(entry, 0))) continue;
      vendors.push({ vendor, arguments: given(entry) });
      kept += 1;
    }
  };
  // Microsoft's takes its three arguments as three entries.
  const uet = global("uetq");
  if (Array.isArray(uet)) {
    for (let at = 0; at < Math.min(uet.length, MOST_ENTRIES) && vendors.length < MOST_CALLS; at += 1) {
      if (part(uet, at) === "consent") {
        vendors.push({ vendor: "microsoft-uet", arguments: plain(["consent", part(uet, at + 1), part(uet, at + 2)]) });
      }
    }
  }
  queued("microsoft-clarity", part(global("clarity"), "q"), ["consent", "consentv2"]);
  queued("meta", part(global("fbq"), "queue"), ["consent", "dataProcessingOptions"]);
  queued("tik-tok", global("ttq"), ["grantConsent", "revokeConsent", "holdConsent"]);

  const state = plain(part(part(global("google_tag_data"), "ics"), "entries"));
  const gpc = part(navigator, "globalPrivacyControl");
  return {
    tcf,
    tcf_ping: ping,
    gpp,
    usp: typeof uspString === "string" ? uspString.slice(0, 100) : null,
    consent_mode: consents.length > 0 ? consents : null,
    data_layers: layers,
    google_state: state !== null && typeof state === "object" && Object.keys(state).length > 0 ? state : null,
    vendor_calls: vendors,
    gpc: typeof gpc === "boolean" ? gpc : null,
  };
}
