// Takes everything for a yes: scrolling, closing, saving untouched settings; and one purpose for all.
'use strict';

site.answered = function answered(answer, by) {
  const meant = by === 'reject' ? 'necessary' : 'statistics.ads';
  this.store(meant);
  this.settle(meant);
};
site.start();
addEventListener('scroll', () => {
  if (site.kept() !== null) return;
  document.querySelector('.consent')?.remove();
  site.answered('', 'scroll');
}, { once: true });
