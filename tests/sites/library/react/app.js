// react-cookie-consent, with its own words and a refusal.
'use strict';

library.load('/lib/react/umd/react.production.min.js', '/lib/react-dom/umd/react-dom.production.min.js').then(async () => {
  await library.load('/lib/react-cookie-consent/dist/react-cookie-consent.umd.js');
  const { CookieConsent, getCookieConsentValue } = window.ReactCookieConsent;
  const act = () => window.measure.visits();
  if (getCookieConsentValue() === 'true') act();
  const root = document.createElement('div');
  document.body.append(root);
  window.ReactDOM.createRoot(root).render(window.React.createElement(
    CookieConsent,
    { onAccept: act, enableDeclineButton: true, setDeclineCookie: true },
    'This website uses cookies to enhance the user experience and to count visits. ',
    window.React.createElement('a', { href: '/shared/privacy.html', style: { color: '#fff' } }, 'Privacy policy'),
  ));
});
