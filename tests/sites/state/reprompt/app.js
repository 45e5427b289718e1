// Leaky: a refusal is not kept, so the banner comes back; an acceptance is kept.
'use strict';

if (ownBanner.kept() === 'statistics') {
  ownBanner.settle();
} else {
  document.body.append(ownBanner.make((choice) => {
    if (choice === 'statistics') ownBanner.keep(choice);
  }));
}
