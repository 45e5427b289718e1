// Whoever refuses is asked whether that is meant.
'use strict';

if (ownBanner.kept() === null) {
  const first = ownBanner.make((choice) => {
    if (choice === 'statistics') return ownBanner.keep(choice);
    const again = ownBanner.make((last) => ownBanner.keep(last));
    again.querySelector('h2').textContent = 'Are you sure?';
    again.querySelector('p').textContent = 'Without your consent to cookies for statistics we cannot see which pages are read. Do you really want to reject them?';
    document.body.append(again);
  });
  document.body.append(first);
} else {
  ownBanner.settle();
}
