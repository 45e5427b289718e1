// A banner that comes after five seconds.
'use strict';

window.setTimeout(() => ownBanner.run((banner) => document.body.append(banner)), 5000);
