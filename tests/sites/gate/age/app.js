// An age gate, and the banner behind it.
'use strict';

gate.run(`
  <div style="position:fixed;inset:0;background:#1d2b3a;z-index:100;display:grid;place-items:center">
    <div style="background:#fff;padding:40px">
      <h2>Are you 18 or older?</h2>
      <p>This site shows spirits. You must be of legal drinking age to enter.</p>
      <button type="button" data-gate="out">No, I am younger</button> <button type="button" data-gate="in">Yes, I am 18 or older</button>
    </div>
  </div>`);
