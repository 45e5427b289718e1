// Buttons to share, stuck to the side.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <div style="position:fixed;left:0;top:200px;background:#fff;padding:10px;z-index:80">
    <button type="button">Share</button><br><button type="button">Pin</button><br><button type="button">Send by mail</button><br><button type="button">Copy link</button>
  </div>`);
