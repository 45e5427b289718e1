// A sticky line with a cross.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <div style="position:sticky;bottom:0;background:#1d2b3a;color:#fff;padding:14px 40px;z-index:70">
    Free delivery from 40 €. <a href="/shared/second.html" style="color:#fff">Conditions</a> <button type="button" aria-label="Close">×</button>
  </div>`);
