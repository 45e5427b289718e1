// Under a picture that covers the window.
'use strict';

ownBanner.run((banner) => {
  const cover = document.createElement('div');
  cover.style.cssText = 'position:fixed;inset:0;z-index:200;background:#123';
  document.body.append(cover);
  document.body.append(banner);
});
