// Over the whole window; the page behind is inert and does not scroll.
'use strict';

ownBanner.run((banner) => {
  const wall = document.createElement('div');
  wall.style.cssText = 'position:fixed;inset:0;z-index:90;background:rgba(20,30,40,.7);display:flex;align-items:center';
  banner.style.position = 'static';
  wall.append(banner);
  const behind = [...document.querySelectorAll('header, main, footer')];
  const lock = (locked) => {
    document.documentElement.style.overflow = locked ? 'hidden' : '';
    for (const part of behind) part.inert = locked;
  };
  lock(true);
  document.body.append(wall);
  new MutationObserver(() => {
    wall.remove();
    lock(false);
  }).observe(wall, { childList: true });
});
