// Put into the page when a curtain before it has finished its transition.
'use strict';

ownBanner.run((banner) => {
  const curtain = document.createElement('div');
  curtain.style.cssText = 'position:fixed;inset:0;background:#fff;transition:opacity .8s;pointer-events:none';
  document.body.append(curtain);
  curtain.addEventListener('transitionend', () => {
    curtain.remove();
    document.body.append(banner);
  });
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => { curtain.style.opacity = '0'; }));
});
