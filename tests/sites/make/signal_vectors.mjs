// Makes tests/vectors/signals.json: consent strings with every field, as the IAB's own libraries encode them.
// Run it after `sh tests/sites/setup.sh`: `node tests/sites/make/signal_vectors.mjs > tests/vectors/signals.json`.
import { GVL, TCModel, TCString, PurposeRestriction, RestrictionType } from '@iabtcf/core';
import { GppModel } from '../node_modules/@iabgpp/cmpapi/lib/mjs/encoder/GppModel.js';
// The package exports no encoder by name.
import { readFileSync } from 'node:fs';

const list = JSON.parse(readFileSync(new URL('../shared/vendor-list.json', import.meta.url)));
const DAY = new Date('2026-03-04T00:00:00.000Z');

// A small generator of numbers: the same file comes out each time.
let seed = 20260304;
const below = (limit) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * limit);
};
const some = (most, part) => Array.from({ length: most }, (_, at) => at + 1).filter(() => below(100) < part);

function crowd(most) {
  const vendors = {};
  const template = Object.values(list.vendors)[0];
  for (let id = 1; id <= most; id += 1) vendors[id] = { ...template, id, name: `Vendor ${id}`, purposes: [1, 2, 3, 4], legIntPurposes: [7, 8], flexiblePurposes: [2, 7], features: [], specialFeatures: [], specialPurposes: [] };
  const purposes = {};
  const purpose = Object.values(list.purposes)[0];
  for (let id = 1; id <= 11; id += 1) purposes[id] = { ...purpose, id };
  const specialFeatures = {};
  for (let id = 1; id <= 2; id += 1) specialFeatures[id] = { ...purpose, id };
  return new GVL({ ...list, purposes, specialFeatures, vendors, vendorListVersion: 204, tcfPolicyVersion: 5 });
}

async function tcf(name, most, fill, segments) {
  const gvl = crowd(most);
  await gvl.readyPromise;
  const model = new TCModel(gvl);
  model.cmpId = 300 + below(100);
  model.cmpVersion = below(4000);
  model.consentScreen = below(60);
  model.publisherCountryCode = ['AT', 'BE', 'SE'][below(3)];
  model.isServiceSpecific = true;
  model.created = DAY;
  model.lastUpdated = new Date(DAY.getTime() + 86400000 * below(300));
  fill(model);
  const text = TCString.encode(model, segments && { segments });
  // The encoder puts in order what the vendor list does not allow: these fields are taken as it left them.
  const { vendorsDisclosed, purposeLegitimateInterests, vendorLegitimateInterests } = TCString.decode(text);
  const kinds = text.split('.').slice(1).map((segment) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(segment[0]) >> 3);
  const ids = (vector) => [...vector].filter(([, on]) => on).map(([id]) => id);
  const has = (kind) => kinds.includes(kind);
  return {
    name,
    string: text,
    decoded: {
      version: 2,
      created: DAY.toISOString(),
      last_updated: model.lastUpdated.toISOString(),
      cmp_id: model.cmpId,
      cmp_version: model.cmpVersion,
      consent_screen: model.consentScreen,
      consent_language: gvl.language,
      vendor_list_version: 204,
      policy_version: model.policyVersion,
      is_service_specific: model.isServiceSpecific,
      use_non_standard_stacks: model.useNonStandardStacks,
      special_feature_optins: ids(model.specialFeatureOptins),
      purpose_consents: ids(model.purposeConsents),
      purpose_li: ids(purposeLegitimateInterests),
      purpose_one_treatment: model.purposeOneTreatment,
      publisher_cc: model.publisherCountryCode,
      vendor_consents: ids(model.vendorConsents),
      vendor_li: ids(vendorLegitimateInterests),
      vendors_disclosed: ids(vendorsDisclosed),
      vendors_allowed: has(2) ? ids(model.vendorsAllowed) : [],
      publisher_consents: has(3) ? ids(model.publisherConsents) : [],
      publisher_li: has(3) ? ids(model.publisherLegitimateInterests) : [],
      num_custom_purposes: has(3) ? model.numCustomPurposes : 0,
      publisher_custom_consents: has(3) ? ids(model.publisherCustomConsents) : [],
      publisher_custom_li: has(3) ? ids(model.publisherCustomLegitimateInterests) : [],
      restrictions: model.publisherRestrictions.getRestrictions().map((one) => ({
        purpose: one.purposeId,
        type: one.restrictionType,
        vendors: model.publisherRestrictions.getVendors(one).sort((a, b) => a - b),
      })),
    },
  };
}

function gpp(sections) {
  const model = new GppModel();
  const names = [];
  for (const [name, id] of sections) {
    names.push([name, id]);
    if (name === 'uspv1') {
      model.setFieldValue(name, 'Notice', 'Y');
      model.setFieldValue(name, 'OptOutSale', below(2) ? 'Y' : 'N');
      model.setFieldValue(name, 'LspaCovered', '-');
      continue;
    }
    // A first field brings the section to life; then every field that it has is filled.
    model.setFieldValue(name, name === 'tcfcav1' ? 'CmpId' : 'SaleOptOut', name === 'tcfcav1' ? 77 : 1);
    const { Version, MspaVersion, ...fields } = model.getSection(name);
    for (const [field, value] of Object.entries(fields)) {
      if (/Created|LastUpdated|SegmentType|Included|PubRestrictions|CustomPurposes/.test(field)) continue;
      if (field === 'CmpId' || field === 'CmpVersion' || field === 'VendorListVersion') model.setFieldValue(name, field, below(4000));
      else if (field === 'ConsentScreen') model.setFieldValue(name, field, below(60));
      else if (field === 'ConsentLanguage') model.setFieldValue(name, field, 'FR');
      else if (field === 'TcfPolicyVersion') continue;
      else if (/^Vendor|^Disclosed/.test(field)) model.setFieldValue(name, field, some(400, below(2) ? 90 : 3));
      else if (typeof value === 'boolean') model.setFieldValue(name, field, below(2) === 1);
      else if (Array.isArray(value) && typeof value[0] === 'boolean') model.setFieldValue(name, field, value.map(() => below(2) === 1));
      else if (Array.isArray(value)) model.setFieldValue(name, field, value.map(() => below(3)));
      else model.setFieldValue(name, field, field === 'MspaCoveredTransaction' ? 1 + below(2) : below(3));
    }
    if (name === 'tcfcav1') {
      model.setFieldValue(name, 'NumCustomPurposes', 5);
      model.setFieldValue(name, 'CustomPurposesExpressConsent', [true, false, true, false, false]);
      model.setFieldValue(name, 'CustomPurposesImpliedConsent', [false, true, false, false, true]);
      model.setFieldValue(name, 'Created', DAY);
      model.setFieldValue(name, 'LastUpdated', DAY);
    }
  }
  const string = model.encode();
  const read = new GppModel(string);
  const plain = (value) => {
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value) && typeof value[0] === 'boolean') return value.flatMap((on, at) => (on ? [at + 1] : []));
    return value;
  };
  const decoded = {};
  for (const [name] of names) {
    const fields = Object.entries(read.getSection(name)).filter(([field]) => !/SegmentType|Included/.test(field));
    decoded[name] = Object.fromEntries(fields.map(([field, value]) => [field, plain(value)]));
  }
  return { name: names.map(([name]) => name).join('+'), string, section_ids: read.getSectionIds(), decoded };
}

const nothing = () => {};
const all = (model) => { model.setAll(); };
const tcfVectors = [
  await tcf('nothing granted', 40, nothing),
  await tcf('everything granted', 900, all),
  await tcf('few vendors of many', 1200, (model) => { model.purposeConsents.set([1, 3, 9]); model.vendorConsents.set([4, 700, 701, 702, 1200]); }),
  await tcf('many vendors as bits', 250, (model) => { model.vendorConsents.set(some(250, 50)); model.vendorLegitimateInterests.set(some(250, 50)); }),
  await tcf('legitimate interests alone', 60, (model) => { model.purposeLegitimateInterests.set([2, 7, 10]); model.vendorLegitimateInterests.set([3, 5, 60]); }),
  await tcf('special features', 30, (model) => { model.specialFeatureOptins.set([1, 2]); model.purposeOneTreatment = true; model.useNonStandardStacks = true; }),
  await tcf('restrictions', 90, (model) => {
    model.publisherRestrictions.add(7, new PurposeRestriction(2, RestrictionType.REQUIRE_CONSENT));
    model.publisherRestrictions.add(8, new PurposeRestriction(2, RestrictionType.REQUIRE_CONSENT));
    model.publisherRestrictions.add(80, new PurposeRestriction(7, RestrictionType.NOT_ALLOWED));
  }),
  await tcf('purposes of the publisher', 30, (model) => {
    model.publisherConsents.set([1, 5]);
    model.publisherLegitimateInterests.set([7]);
    model.numCustomPurposes = 9;
    model.publisherCustomConsents.set([1, 9]);
    model.publisherCustomLegitimateInterests.set([4]);
  }),
  await tcf('vendors that were disclosed', 300, (model) => { model.setAllVendorsDisclosed(); model.purposeConsents.set([1]); }, ['core', 'vendorsDisclosed', 'publisherTC']),
  await tcf('for a group of sites', 120, (model) => {
    model.isServiceSpecific = false;
    model.supportOOB = true;
    model.vendorsDisclosed.set([1, 2, 3, 90]);
    model.vendorsAllowed.set([2, 119]);
  }, ['core', 'vendorsDisclosed', 'vendorsAllowed']),
  await tcf('core alone', 30, all, ['core']),
];
const us = [['usnat', 7], ['usca', 8], ['usva', 9], ['usco', 10], ['usut', 11], ['usct', 12], ['usfl', 13], ['usmt', 14], ['usor', 15], ['ustx', 16], ['usde', 17], ['usia', 18], ['usne', 19], ['usnh', 20], ['usnj', 21], ['ustn', 22], ['usmn', 23], ['usmd', 24], ['usin', 25], ['usky', 26], ['usri', 27]];
const gppVectors = [...us.map((one) => gpp([one])), gpp([['tcfcav1', 5]]), gpp([['tcfcav1', 5]]), gpp([['uspv1', 6]]), gpp([['uspv1', 6], ['usnat', 7], ['usca', 8], ['ustx', 16], ['usri', 27]])];
const lines = (vectors) => vectors.map((vector) => `    ${JSON.stringify(vector)}`).join(',\n');
process.stdout.write(`{\n  "made_with": "@iabtcf/core 1.5.6 and @iabgpp/cmpapi 3.2.0",\n  "tcf": [\n${lines(tcfVectors)}\n  ],\n  "gpp": [\n${lines(gppVectors)}\n  ]\n}\n`);
