// In a closed shadow root that stands in an open one.
'use strict';

ownBanner.run((banner) => shadowOn(shadowOn(document.body, 'open'), 'closed').append(banner));
