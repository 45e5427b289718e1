// Fades in by an animation that starts late and holds its first frame until then.
'use strict';

ownBanner.run((banner) => {
  document.body.append(banner);
  banner.animate([{ opacity: 0 }, { opacity: 1 }], { delay: 1500, duration: 500, fill: 'both' });
});
