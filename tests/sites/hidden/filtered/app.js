// Made transparent by a filter.
'use strict';

ownBanner.run((banner) => {
  banner.style.filter = 'opacity(0)';
  document.body.append(banner);
});
