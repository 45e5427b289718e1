// A page with a hundred and fifty subresources from twenty hosts, and a banner at once.
'use strict';

ownBanner.run((banner) => document.body.append(banner));
