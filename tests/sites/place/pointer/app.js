// Only after the pointer was moved.
'use strict';

if (ownBanner.kept() === null) {
  window.addEventListener('pointermove', () => ownBanner.run((banner) => document.body.append(banner)), { once: true });
} else {
  ownBanner.settle();
}
