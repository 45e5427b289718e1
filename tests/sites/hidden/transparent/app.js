// Drawn, and nobody can see it.
'use strict';

ownBanner.run((banner) => {
  banner.style.opacity = '0';
  document.body.append(banner);
});
