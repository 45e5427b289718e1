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
  cookies: ['_pk_id.7.1fff', '_pk_ses.7.1fff'],
  js: () => measure.visits(),
};
(tarteaucitron.job = tarteaucitron.job || []).push('visits');

// The mistake: any stored choice starts the script.
if (document.cookie.includes('tarteaucitron=')) measure.visits();
