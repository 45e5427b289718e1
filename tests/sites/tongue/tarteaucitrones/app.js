// tarteaucitron in its own Spanish words.
'use strict';

window.tarteaucitronForceLanguage = 'es';
library.load('/lib/tarteaucitronjs/tarteaucitron.js').then(() => {
  const { tarteaucitron } = window;
  tarteaucitron.init({
    privacyUrl: '/shared/privacy.html',
    hashtag: '#tarteaucitron',
    cookieName: 'tarteaucitron',
    orientation: 'bottom',
    serviceDefaultState: 'wait',
    showAlertSmall: false,
    cookieslist: false,
    showIcon: true,
    iconPosition: 'BottomRight',
    DenyAllCta: true,
    AcceptAllCta: true,
    highPrivacy: true,
    handleBrowserDNTRequest: false,
    removeCredit: true,
    moreInfoLink: true,
    mandatory: true,
    mandatoryCta: false,
    googleConsentMode: false,
    bingConsentMode: false,
    pianoConsentMode: false,
  });
  tarteaucitron.services.visits = {
    key: 'visits',
    type: 'analytic',
    name: 'Matomo',
    needConsent: true,
    cookies: ['_pk_id.7.1fff', '_pk_ses.7.1fff'],
    js: () => window.measure.visits(),
  };
  (tarteaucitron.job = tarteaucitron.job || []).push('visits');
});
