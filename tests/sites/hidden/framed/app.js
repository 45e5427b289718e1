// In a frame that stands below the window.
'use strict';

bannerFrame.run(bannerFrame.make(`http://place-framed.localhost:${location.port}/`, 'position:fixed;bottom:-400px;width:100%;height:300px;border:0'), (frame) => document.body.append(frame));
