// In a frame of one pixel.
'use strict';

bannerFrame.run(bannerFrame.make(`http://place-framed.localhost:${location.port}/`, 'position:fixed;bottom:0;width:1px;height:1px;border:0'), (frame) => document.body.append(frame));
