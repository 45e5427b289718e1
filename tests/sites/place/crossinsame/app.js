// In a frame of another origin that stands in a frame of the same origin.
'use strict';

bannerFrame.run(bannerFrame.make('/frame.html'), (frame) => document.body.append(frame));
