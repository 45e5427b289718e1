// Comes when the last paragraph comes into view.
'use strict';

if (ownBanner.kept() === null) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    ownBanner.run((banner) => document.body.append(banner));
  });
  observer.observe(document.querySelector('footer'));
} else {
  ownBanner.settle();
}
