// What the page's consent interfaces answer, as plain JSON. Runs in the page's own world.
async () => {
  const plain = (value) => {
    try {
      return value === undefined ? null : JSON.parse(JSON.stringify(value));
    } catch {
      return null;
    }
  };
  const ask = async (call) => {
    let answer = null;
    try {
      call((value) => {
        answer = plain(value);
      });
      // Answers come at once or on the next turn; a stub never answers.
      for (let turn = 0; turn < 5 && answer === null; turn += 1) await null;
    } catch {
      return null;
    }
    return answer;
  };

  let tcf = null;
  if (typeof window.__tcfapi === "function") {
    tcf = await ask((done) => window.__tcfapi("getTCData", 2, done));
    if (tcf === null) {
      const ping = await ask((done) => window.__tcfapi("ping", 2, done));
      tcf = ping && { ping };
    }
  }
  let gpp = null;
  if (typeof window.__gpp === "function") gpp = await ask((done) => window.__gpp("ping", done));

  let consentMode = null;
  if (Array.isArray(window.dataLayer)) {
    const calls = window.dataLayer.filter((entry) => entry && entry[0] === "consent").slice(0, 100);
    if (calls.length > 0) consentMode = plain(calls.map((entry) => Array.from(entry)));
  }
  const gpc = navigator.globalPrivacyControl;
  return { tcf, gpp, consent_mode: consentMode, gpc: typeof gpc === "boolean" ? gpc : null };
}
