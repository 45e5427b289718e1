// Between the page and the frame with the banner.
'use strict';

bannerFrame.relay(`http://place-framed.localhost:${location.port}/`);
