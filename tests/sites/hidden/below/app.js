// Below the lower edge of the window, for ever.
'use strict';

ownBanner.run((banner) => {
  banner.style.bottom = '-300px';
  document.body.append(banner);
});
