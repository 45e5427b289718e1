// Slides in from below on two animation frames.
'use strict';

ownBanner.run((banner) => {
  banner.style.cssText = 'transform: translateY(150%); opacity: 0; transition: transform .6s, opacity .6s';
  document.body.append(banner);
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => {
    banner.style.transform = 'none';
    banner.style.opacity = '1';
  }));
});
