// In the flow, below everything else: a visitor scrolls to meet it.
'use strict';

ownBanner.run((banner) => {
  banner.classList.add('flow');
  banner.removeAttribute('role');
  document.body.append(banner);
});
