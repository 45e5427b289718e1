// Scaled to nothing.
'use strict';

ownBanner.run((banner) => {
  banner.style.transform = 'scale(0)';
  document.body.append(banner);
});
