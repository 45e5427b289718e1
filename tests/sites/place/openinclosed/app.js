// In an open shadow root that stands in a closed one.
'use strict';

ownBanner.run((banner) => shadowOn(shadowOn(document.body, 'closed'), 'open').append(banner));
