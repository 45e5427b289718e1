// Leaky: the refusal is ignored.
'use strict';

window.orejimeConfig = {
  privacyPolicyUrl: '/shared/privacy.html',
  purposes: [
    { id: 'shop', title: 'Shop', description: 'Keeps the basket together.', isMandatory: true, cookies: [] },
    { id: 'analytics', title: 'Analytics', description: 'Counts visits with Matomo.', default: false, cookies: ['/^_pk_/'] },
  ],
  cookie: { name: 'orejime', duration: 180 },
};

document.getElementById('reopen').addEventListener('click', () => window.orejime.prompt());

// The mistake: any stored choice starts the script.
if (document.cookie.includes('orejime=')) measure.visits();
