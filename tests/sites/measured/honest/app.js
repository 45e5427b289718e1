// Everything that is measured is as it should be.
'use strict';

ownBanner.run((banner) => document.body.append(banner));
