// What the page's consent interfaces answer, as plain JSON. Runs in the page's own world.
async () => {
  const MOST_CALLS = 200;
  const MOST_ENTRIES = 5000;
  const plain = (value) => {
    try {
      return value === undefined ? null : JSON.parse(JSON.stringify(value));
    } catch {
      return null;
    }
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
    if (word === "consent") return plain(Array.from(entry));
    return [word, word === "js" ? null : plain(part(entry, 1))];
  };
  const started = (entry) => entry !== null && typeof entry === "object" && part(entry, "event") === "gtm.js";
  const names = [];
  for (const name of Object.getOwnPropertyNames(window)) {
    const found = Object.getOwnPropertyDescriptor(window, name);
    if (found && Array.isArray(found.value)) names.push(name);
  }
  const layers = [];
  for (const name of names) {
    const queue = global(name);
    const calls = [];
    for (let at = 0; at < Math.min(queue.length, MOST_ENTRIES) && calls.length < MOST_CALLS; at += 1) {
      const entry = part(queue, at);
      const made = started(entry) ? ["gtm.js"] : call(entry);
      if (made) calls.push({ layer: name, at, call: made });
    }
    // An array with a lone word in it is somebody else's list.
    if (calls.some(({ call: [word] }) => ["consent", "js", "config", "gtm.js"].includes(word))) layers.push(...calls);
  }
  const consents = layers.filter((entry) => entry.call[0] === "consent").map((entry) => entry.call);

  // Queues of other vendors, as far as their libraries have not emptied them.
  const vendors = [];
  const queued = (vendor, queue, words) => {
    if (!Array.isArray(queue)) return;
    for (const entry of queue.slice(0, MOST_ENTRIES)) {
      if (entry !== null && typeof entry === "object" && words.includes(part(entry, 0))) vendors.push({ vendor, arguments: plain(Array.from(entry)) });
    }
  };
  const uet = global("uetq");
  if (Array.isArray(uet)) {
    uet.forEach((word, at) => {
      if (word === "consent") vendors.push({ vendor: "microsoft-uet", arguments: plain(["consent", uet[at + 1], uet[at + 2]]) });
    });
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
    data_layers: layers.slice(0, MOST_CALLS),
    google_state: state !== null && typeof state === "object" && Object.keys(state).length > 0 ? state : null,
    vendor_calls: vendors.slice(0, MOST_CALLS),
    gpc: typeof gpc === "boolean" ? gpc : null,
  };
}
