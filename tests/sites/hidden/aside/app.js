// Beside the window, for ever.
'use strict';

ownBanner.run((banner) => {
  banner.style.cssText = 'left:-3000px;right:auto;width:600px';
  document.body.append(banner);
});
