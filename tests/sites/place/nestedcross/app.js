// In a frame of another origin that stands in a frame of a third one.
'use strict';

bannerFrame.run(bannerFrame.make(`http://place-middle.localhost:${location.port}/frame.html`), (frame) => document.body.append(frame));
