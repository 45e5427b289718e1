// Leaky: the refusal is ignored.
'use strict';

tarteaucitron.init({
  privacyUrl: '/shared/privacy.html',
  bodyPosition: 'bottom',
  hashtag: '#tarteaucitron',
  cookieName: 'tarteaucitron',
  orientation: 'bottom',
  groupServices: false,
  showDetailsOnClick: true,
  serviceDefaultState: 'wait',
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
  cookies: [],
  js: () => measure.visits(),
};
(tarteaucitron.job = tarteaucitron.job || []).push('visits');

// The mistake: any answer starts the script, and its cookies are not declared, so nobody deletes them.
if (/visits=(true|false)/.test(document.cookie)) measure.visits();
