// A language chooser, and the banner behind it.
'use strict';

gate.run(`
  <div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#fff;z-index:100;padding:120px;text-align:center">
    <h2>Choose your language</h2>
    <button type="button" data-gate="in">English</button> <button type="button" data-gate="in">Deutsch</button> <button type="button" data-gate="in">Français</button>
  </div>`);
