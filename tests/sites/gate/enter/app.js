// A gate with one way in.
'use strict';

gate.run(`
  <div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#fff;z-index:100;padding:120px;text-align:center">
    <h2>Adults only</h2>
    <p>By entering you confirm that you are of age.</p>
    <button type="button" data-gate="in">Enter</button> <a href="/shared/second.html">Leave</a>
  </div>`);
