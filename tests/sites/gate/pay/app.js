// A wall that lets in who pays or signs in: nobody does that for an audit.
'use strict';

gate.run(`
  <div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#fff;z-index:100;padding:120px;text-align:center">
    <h2>You have read your three free articles</h2>
    <button type="button" data-gate="in">Subscribe</button> <button type="button" data-gate="in">Sign in</button> <button type="button" data-gate="out">Continue to offers</button>
  </div>`);
