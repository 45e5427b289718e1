// Leaky: consent is assumed, so services run and no banner comes.
'use strict';

tarteaucitron.init({
  privacyUrl: '/shared/privacy.html',
  bodyPosition: 'bottom',
  hashtag: '#tarteaucitron',
  cookieName: 'tarteaucitron',
  orientation: 'bottom',
  groupServices: false,
  showDetailsOnClick: true,
  serviceDefaultState: true,
  showAlertSmall: false,
  cookieslist: false,
  showIcon: true,
  iconPosition: 'BottomRight',
  adblocker: false,
  DenyAllCta: true,
  AcceptAllCta: true,
  highPrivacy: true,
  handleBrowserDNTRequest: false,
  removeCredit: true,
  moreInfoLink: true,
  useExternalCss: false,
  useExternalJs: false,
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
  js: () => measure.visits(),
};
(tarteaucitron.job = tarteaucitron.job || []).push('visits');
