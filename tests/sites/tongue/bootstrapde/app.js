// Bootstrap's cookie consent settings, in the library's own German words: a modal dialog whose second layer unfolds.
'use strict';

library.style('/lib/bootstrap/dist/css/bootstrap.min.css');
library.load('/lib/bootstrap/dist/js/bootstrap.bundle.min.js', '/lib/bootstrap-cookie-consent-settings/src/bootstrap-cookie-consent-settings.js').then(() => {
  const settings = new window.BootstrapCookieConsentSettings({
    contentURL: '/lib/bootstrap-cookie-consent-settings/cookie-consent-content',
    privacyPolicyUrl: '/shared/privacy.html',
    legalNoticeUrl: '/shared/second.html',
    categories: ['necessary', 'statistics'],
    lang: 'de',
    postSelectionCallback: () => location.reload(),
  });
  // It keeps words, and "false" is one.
  if (settings.getSettings('statistics') === 'true') window.measure.visits();
});
