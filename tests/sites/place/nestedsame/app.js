// In a frame of the same origin that stands in another one of the same origin.
'use strict';

bannerFrame.run(bannerFrame.make('/frame.html?outer'), (frame) => document.body.append(frame));
