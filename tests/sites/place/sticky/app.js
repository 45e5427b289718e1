// Sticks to the lower edge of the window, without a role.
'use strict';

ownBanner.run((banner) => {
  banner.removeAttribute('role');
  banner.style.cssText = 'position:sticky;bottom:0;margin:0;max-width:none';
  document.body.append(banner);
});
