// Keeps its room and is not drawn.
'use strict';

ownBanner.run((banner) => {
  banner.style.visibility = 'hidden';
  document.body.append(banner);
});
