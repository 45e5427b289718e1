// Hides from whoever says that it is driven.
'use strict';

if (navigator.webdriver === false) ownBanner.run((banner) => document.body.append(banner));
