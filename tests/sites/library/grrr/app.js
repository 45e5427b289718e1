// GRRR's cookie consent: toggles and one button, which saves.
'use strict';

document.head.insertAdjacentHTML('beforeend', '<style>cookie-consent { position: fixed; left: 0; right: 0; bottom: 0; padding: 20px; background: #fff; border-top: 2px solid #333; z-index: 90; } cookie-consent::part(cookie-consent__tab-toggle-icon) { width: 20px; }</style>');
const imports = document.createElement('script');
imports.type = 'importmap';
imports.textContent = JSON.stringify({ imports: { '@grrr/utils': '/lib/@grrr/utils/index.mjs' } });
document.head.append(imports);
library.script('/module.mjs', 'module');
