// Terms that have to be accepted: that is a choice, and not ours to make.
'use strict';

gate.run(`
  <div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#fff;z-index:100;padding:120px;text-align:center">
    <h2>Welcome</h2>
    <p>To use this service you agree to our terms of service.</p>
    <button type="button" data-gate="in">I agree</button> <button type="button" data-gate="out">Decline</button>
  </div>`);
