// Without height.
'use strict';

ownBanner.run((banner) => {
  banner.style.cssText = 'height:0;padding:0;border:0;overflow:hidden';
  document.body.append(banner);
});
