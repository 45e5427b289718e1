// In the page itself.
'use strict';

ownBanner.run((banner) => document.body.append(banner));
