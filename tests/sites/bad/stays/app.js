// The choice is stored, and the banner stays until the next page view.
'use strict';

if (ownBanner.kept() === null) document.body.append(ownBanner.make((choice) => {
  ownBanner.keep(choice);
  document.body.append(ownBanner.make(() => {}));
}));
else ownBanner.settle();
