// Leaky: analytics before any choice.
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
    { name: 'matomo', title: 'Matomo', purposes: ['analytics'], description: 'Counts visits.' },
  ],
};

document.getElementById('reopen').addEventListener('click', () => window.klaro.show());

// The mistake: the script is loaded by the page, not by Klaro, and its cookies are not declared to it.
measure.visits();
