// Taking a yes back is a long way, and changes little: one vendor comes again and marks anew, a mark of another stays.
'use strict';

document.documentElement.dataset.measurePath = '/hall/';
site.answered = function answered(answer) {
  if (answer !== 'necessary') localStorage.agreed = 'once';
  this.store(answer);
  this.settle(answer);
};
const asked = site.settle;
site.settle = function settle(answer) {
  asked.call(this, answer);
  if (answer === 'necessary' && localStorage.agreed) this.ads();
};
const made = site.box;
site.box = function box() {
  const one = made.call(this);
  if (!localStorage.agreed) return one;
  // Whoever agreed once meets the switches, and nothing that refuses at once.
  one.querySelector('[data-layer="1"]').remove();
  one.querySelector('.close').remove();
  one.querySelector('[data-layer="2"]').hidden = false;
  for (const each of one.querySelectorAll('[data-purpose]')) each.checked = true;
  return one;
};
site.start();
