// Only after a scroll.
'use strict';

if (ownBanner.kept() === null) {
  window.addEventListener('scroll', () => ownBanner.run((banner) => document.body.append(banner)), { once: true });
} else {
  ownBanner.run(() => {});
}
