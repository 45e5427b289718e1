// Whoever refuses is left with one sentence.
'use strict';

const settle = () => {
  ownBanner.settle();
  if (ownBanner.kept() === 'necessary') document.querySelector('main').innerHTML = '<p>These pages are for those who agree.</p>';
};

if (ownBanner.kept() === null) {
  document.body.append(ownBanner.make((choice) => {
    ownBanner.store(choice);
    settle();
  }));
} else {
  settle();
}
