// Honest: the page reloads itself after the choice.
'use strict';

if (ownBanner.kept() === null) {
  document.body.append(ownBanner.make((choice) => {
    ownBanner.store(choice);
    location.reload();
  }));
} else {
  ownBanner.settle();
}
