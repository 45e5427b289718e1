// In the flow, before everything else on the page.
'use strict';

ownBanner.run((banner) => {
  banner.classList.add('flow');
  banner.removeAttribute('role');
  document.body.prepend(banner);
});
