// Frames that hold a banner: they tell the page around them which choice was made, and stand where they are put.
'use strict';

window.bannerFrame = {
  AT_THE_BOTTOM: 'position:fixed;left:0;bottom:0;width:100%;height:230px;border:0;z-index:90;box-shadow:0 -6px 24px rgba(0,0,0,.3)',
  FILLING: 'display:block;width:100%;height:100%;border:0',

  make(address, style = this.AT_THE_BOTTOM) {
    const frame = document.createElement('iframe');
    frame.title = 'Cookies';
    frame.src = address;
    frame.style.cssText = style;
    return frame;
  },

  // The page's side: the frame stands until it reports a choice.
  run(frame, place) {
    if (ownBanner.kept() !== null) return ownBanner.settle();
    window.addEventListener('message', (event) => {
      if (event.source !== frame.contentWindow) return;
      frame.remove();
      ownBanner.keep(event.data);
    });
    return place(frame);
  },

  // The frame's side: a banner that fills it.
  fill() {
    document.body.append(ownBanner.make((choice) => window.parent.postMessage(choice, '*'), 'consent filled'));
  },

  // A frame between two: it holds another one and hands on what that reports.
  relay(address) {
    window.addEventListener('message', (event) => window.parent.postMessage(event.data, '*'));
    document.body.append(this.make(address, this.FILLING));
  },
};
