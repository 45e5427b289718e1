// The choice leads on to another site.
'use strict';

ownBanner.run((banner) => {
  banner.addEventListener('click', (event) => {
    if (!['accept', 'reject'].includes(event.target.dataset.do)) return;
    window.setTimeout(() => location.assign(`http://place-main.localhost:${location.port}/shared/second.html`), 300);
  });
  document.body.append(banner);
});
