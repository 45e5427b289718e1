// Leaky: the refusal is ignored.
'use strict';

window.klaroConfig = {
  version: 1,
  elementID: 'klaro',
  storageMethod: 'cookie',
  cookieName: 'klaro',
  cookieExpiresAfterDays: 180,
  privacyPolicy: '/shared/privacy.html',
  default: false,
  mustConsent: false,
  acceptAll: true,
  hideDeclineAll: false,
  lang: 'en',
  translations: {
    en: {
      consentNotice: { description: 'With your consent we use cookies of one partner, Matomo, for {purposes}. You can withdraw your consent at any time.' },
      ok: 'Accept all',
      acceptAll: 'Accept all',
      acceptSelected: 'Save selection',
      decline: 'Reject all',
      purposes: { analytics: 'Analytics', functional: 'Necessary' },
    },
  },
  services: [
    { name: 'shop', title: 'Shop', purposes: ['functional'], required: true, description: 'Keeps the basket together.' },
    { name: 'matomo', title: 'Matomo', purposes: ['analytics'], cookies: [/^_pk_/], description: 'Counts visits.' },
  ],
};

document.getElementById('reopen').addEventListener('click', () => window.klaro.show());

// The mistake: any stored choice starts the script. It starts when Klaro has looked at its choice, which deletes the cookies
// of what was refused: which of the two came first was chance.
if (document.cookie.includes('klaro=')) addEventListener('load', () => setTimeout(() => measure.visits(), 100));
