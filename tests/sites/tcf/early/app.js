// Leaky: the TC string says yes before any choice, and the tags believe it.
import { CmpApi } from '@iabtcf/cmpapi';
import { GVL, TCModel, TCString } from '@iabtcf/core';

const CMP_ID = 10;
const CMP_VERSION = 1;
const KEY = 'euconsent-v2';
const banner = document.getElementById('cmp');
const list = await (await fetch('/shared/vendor-list.json')).json();
const gvl = new GVL(list);
await gvl.readyPromise;
const api = new CmpApi(CMP_ID, CMP_VERSION, true);

function tcString(allowed) {
  const model = new TCModel(gvl);
  model.cmpId = CMP_ID;
  model.cmpVersion = CMP_VERSION;
  model.isServiceSpecific = true;
  if (allowed) {
    model.setAllPurposeConsents();
    model.setAllVendorConsents();
  }
  return TCString.encode(model);
}

function recall() {
  const line = document.cookie.split('; ').find((part) => part.startsWith('tcf_choice='));
  return line ? line.slice('tcf_choice='.length) : null;
}

function open() {
  api.update(tcString(false), true);
  banner.hidden = false;
}

function settle(choice) {
  const allowed = choice === 'yes';
  const text = tcString(allowed);
  localStorage.setItem(KEY, text);
  api.update(text, false);
  banner.hidden = true;
  if (allowed) {
    measure.visits();
    measure.ads();
  }
}

function choose(choice) {
  document.cookie = `tcf_choice=${choice}; Path=/; Max-Age=${180 * 24 * 60 * 60}; SameSite=Lax; Secure`;
  settle(choice);
}

document.getElementById('cmp-accept').addEventListener('click', () => choose('yes'));
document.getElementById('cmp-reject').addEventListener('click', () => choose('no'));
document.getElementById('cmp-open').addEventListener('click', () => { banner.hidden = false; });
const kept = recall();
if (kept === null) {
  // The mistake: consent is assumed until somebody objects.
  api.update(tcString(true), true);
  banner.hidden = false;
  measure.visits();
  measure.ads();
} else {
  settle(kept);
}
