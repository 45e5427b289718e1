// Whoever leaves the page is held back by a native dialog.
'use strict';

window.addEventListener('beforeunload', (event) => {
  event.preventDefault();
  event.returnValue = 'Stay';
});
ownBanner.run((banner) => {
  document.body.append(banner);
});
