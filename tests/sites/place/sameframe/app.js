// In a frame of the same origin.
'use strict';

if (ownBanner.kept() === null) {
  const frame = document.createElement('iframe');
  frame.title = 'Cookies';
  frame.src = '/frame.html';
  frame.style.cssText = 'position:fixed;left:0;bottom:0;width:100%;height:230px;border:0;z-index:90;box-shadow:0 -6px 24px rgba(0,0,0,.3)';
  document.body.append(frame);
  window.addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow) return;
    frame.remove();
    ownBanner.keep(event.data);
  });
} else {
  ownBanner.settle();
}
