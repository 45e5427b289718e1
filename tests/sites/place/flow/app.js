// In the flow of the page, at its head.
'use strict';

ownBanner.run((banner) => {
  banner.classList.add('flow');
  document.body.prepend(banner);
});
