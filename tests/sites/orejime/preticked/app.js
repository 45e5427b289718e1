// Leaky: an optional purpose is switched on beforehand, and Orejime runs it at once.
'use strict';

window.orejimeConfig = {
  privacyPolicyUrl: '/shared/privacy.html',
  purposes: [
    { id: 'shop', title: 'Shop', description: 'Keeps the basket together.', isMandatory: true, cookies: [] },
    { id: 'analytics', title: 'Analytics', description: 'Counts visits with Matomo.', default: true, cookies: ['/^_pk_/'] },
  ],
  cookie: { name: 'orejime', duration: 180 },
};

document.getElementById('reopen').addEventListener('click', () => window.orejime.prompt());
