// 10 seconds after the page.
'use strict';

window.setTimeout(() => ownBanner.run((banner) => document.body.append(banner)), 10000);
