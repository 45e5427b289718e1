// Clipped away to nothing.
'use strict';

ownBanner.run((banner) => {
  banner.style.clipPath = 'inset(50%)';
  document.body.append(banner);
});
