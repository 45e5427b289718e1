// Measures at once, and asks after seven seconds.
'use strict';

window.measure.visits();
setTimeout(() => ownBanner.run((banner) => document.body.append(banner)), 7000);
