// A trivial page with a banner at once.
'use strict';

ownBanner.run((banner) => document.body.append(banner));
