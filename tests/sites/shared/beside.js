// A real banner at the top of a page that has something that only resembles one.
'use strict';

ownBanner.run((banner) => {
  banner.style.cssText = 'top:12px;bottom:auto;z-index:95';
  document.body.append(banner);
});
