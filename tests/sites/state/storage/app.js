// Honest: the choice is kept in localStorage alone.
'use strict';

const choice = localStorage.getItem('own_choice');
if (choice === null) {
  document.body.append(ownBanner.make((chosen) => {
    localStorage.setItem('own_choice', chosen);
    if (chosen === 'statistics') measure.visits();
  }));
} else if (choice === 'statistics') {
  measure.visits();
}
