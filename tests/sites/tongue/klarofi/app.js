// Klaro in its own Finnish words; only the names of purposes are ours.
'use strict';

document.body.insertAdjacentHTML('beforeend', '<script type="text/plain" data-type="application/javascript" data-name="matomo" data-src="http://cdn.matomo.cloud/demo.matomo.cloud/matomo.js"></script>');
window.klaroConfig = {
  version: 1,
  elementID: 'klaro',
  storageMethod: 'cookie',
  cookieName: 'klaro',
  cookieExpiresAfterDays: 180,
  privacyPolicy: '/shared/privacy.html',
  default: false,
  acceptAll: true,
  hideDeclineAll: false,
  lang: 'fi',
  translations: { fi: { purposes: { analytics: 'Matomo', functional: 'Shop' } } },
  services: [
    { name: 'shop', title: 'Shop', purposes: ['functional'], required: true },
    { name: 'matomo', title: 'Matomo', purposes: ['analytics'], cookies: [/^_pk_/] },
  ],
};
library.style('/lib/klaro/dist/klaro.min.css');
library.load('/lib/klaro/dist/klaro-no-css.js');
