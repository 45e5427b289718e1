// Orejime in its own Hungarian words.
'use strict';

const analytics = document.createElement('template');
analytics.dataset.purpose = 'analytics';
const script = document.createElement('script');
script.src = 'http://cdn.matomo.cloud/demo.matomo.cloud/matomo.js';
analytics.content.append(script);
document.body.append(analytics);
window.orejimeConfig = {
  privacyPolicyUrl: '/shared/privacy.html',
  purposes: [
    { id: 'shop', title: 'Shop', isMandatory: true, cookies: [] },
    { id: 'analytics', title: 'Matomo', default: false, cookies: ['/^_pk_/'] },
  ],
  cookie: { name: 'orejime', duration: 180 },
};
library.style('/lib/orejime/dist/orejime-standard.css');
library.load('/lib/orejime/dist/orejime-standard-hu.js');
