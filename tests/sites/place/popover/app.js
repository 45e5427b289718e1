// In a popover.
'use strict';

ownBanner.run((banner) => {
  banner.removeAttribute('role');
  banner.popover = 'manual';
  document.body.append(banner);
  banner.showPopover();
});
