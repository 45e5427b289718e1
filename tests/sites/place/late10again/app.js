// Ten seconds after the page, and again although it was refused: the refusal is not kept.
'use strict';

window.setTimeout(() => {
  if (ownBanner.kept() !== null) return ownBanner.settle();
  return document.body.append(ownBanner.make((choice) => {
    if (choice === 'statistics') ownBanner.keep(choice);
  }));
}, 10000);
