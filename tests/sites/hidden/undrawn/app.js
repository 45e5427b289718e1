// Not displayed.
'use strict';

ownBanner.run((banner) => {
  banner.style.display = 'none';
  document.body.append(banner);
});
