// Moved out of the window.
'use strict';

ownBanner.run((banner) => {
  banner.style.transform = 'translateY(200%)';
  document.body.append(banner);
});
