// Drawn on the third animation frame after it was put into the page without a size.
'use strict';

ownBanner.run((banner) => {
  banner.style.display = 'none';
  document.body.append(banner);
  let frames = 0;
  const step = () => {
    frames += 1;
    if (frames === 3) banner.style.display = '';
    else window.requestAnimationFrame(step);
  };
  window.requestAnimationFrame(step);
});
