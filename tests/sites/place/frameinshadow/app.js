// In a frame that stands in an open shadow root.
'use strict';

bannerFrame.run(bannerFrame.make(`http://place-framed.localhost:${location.port}/`), (frame) => {
  const host = document.createElement('div');
  host.attachShadow({ mode: 'open' }).append(frame);
  document.body.append(host);
});
