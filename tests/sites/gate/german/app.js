// An age gate in German.
'use strict';

gate.run(`
  <div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#fff;z-index:100;padding:120px;text-align:center">
    <h2>Bist du über 18?</h2>
    <p>Auf dieser Seite geht es um Wein.</p>
    <button type="button" data-gate="out">Nein</button> <button type="button" data-gate="in">Ja</button>
  </div>`);
