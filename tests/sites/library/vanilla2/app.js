// vanilla-cookieconsent 2, with a refusal on the first layer.
'use strict';

library.style('/lib/vanilla-cookieconsent-2/dist/cookieconsent.css');
library.load('/lib/vanilla-cookieconsent-2/dist/cookieconsent.js').then(() => {
  const consent = window.initCookieConsent();
  consent.run({
    current_lang: 'en',
    hide_from_bots: true,
    gui_options: { consent_modal: { layout: 'box', position: 'bottom center' } },
    onAccept: () => {
      if (consent.allowedCategory('analytics')) window.measure.visits();
    },
    languages: {
      en: {
        consent_modal: {
          title: 'Cookies, if you like',
          description: 'With your consent we use cookies of one partner, Matomo, for statistics. <a href="/shared/privacy.html">Privacy policy</a>',
          primary_btn: { text: 'Accept all', role: 'accept_all' },
          secondary_btn: { text: 'Reject all', role: 'accept_necessary' },
        },
        settings_modal: {
          title: 'Cookie preferences',
          save_settings_btn: 'Save settings',
          accept_all_btn: 'Accept all',
          reject_all_btn: 'Reject all',
          close_btn_label: 'Close',
          blocks: [
            { title: 'Strictly necessary cookies', description: 'Keep the basket together.', toggle: { value: 'necessary', enabled: true, readonly: true } },
            { title: 'Analytics cookies', description: 'Count visits.', toggle: { value: 'analytics', enabled: false, readonly: false } },
          ],
        },
      },
    },
  });
});
