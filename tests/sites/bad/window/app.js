// The choice opens a window.
'use strict';

ownBanner.run((banner) => {
  banner.addEventListener('click', (event) => {
    if (!['accept', 'reject'].includes(event.target.dataset.do)) return;
    window.open('/shared/second.html');
  });
  document.body.append(banner);
});
