// Honest: nothing before a choice, a refusal is kept.
'use strict';

CookieConsent.run({
  guiOptions: { consentModal: { layout: 'box', position: 'bottom left', equalWeightButtons: true } },
  categories: {
    necessary: { enabled: true, readOnly: true },
    analytics: { autoClear: { cookies: [{ name: /^_pk_/ }] } },
  },
  onConsent: () => {
    if (CookieConsent.acceptedCategory('analytics')) measure.visits();
  },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'We use cookies',
          description: 'With your consent we use cookies to measure visits with one partner, Matomo, for statistics. You can withdraw your consent at any time. <a href="/shared/privacy.html">Privacy policy</a>',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          showPreferencesBtn: 'Manage preferences',
        },
        preferencesModal: {
          title: 'Cookie preferences',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          savePreferencesBtn: 'Save preferences',
          closeIconLabel: 'Close',
          sections: [
            { title: 'Strictly necessary', description: 'The site does not work without these.', linkedCategory: 'necessary' },
            { title: 'Analytics', description: 'Counts visits with Matomo.', linkedCategory: 'analytics' },
          ],
        },
      },
    },
  },
});
