// The choice leads on to another page of the site.
'use strict';

ownBanner.run((banner) => {
  banner.addEventListener('click', (event) => {
    if (!['accept', 'reject'].includes(event.target.dataset.do)) return;
    window.setTimeout(() => location.assign('/shared/second.html'), 300);
  });
  document.body.append(banner);
});
