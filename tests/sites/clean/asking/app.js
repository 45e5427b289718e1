// Asks for leave to remember a preference, and nobody else comes.
'use strict';

Object.assign(site, {
  purposes: { comfort: 'Preferences' },
  text: 'With your consent, Rope walk remembers in your browser which hall you looked at last. You can withdraw your consent at any time under “Cookie settings”. <a href="/privacy.html">Privacy policy</a>',
  settle() {},
});
site.start();
