// Never gives the processor back.
'use strict';

window.addEventListener('load', () => {
  for (;;) Math.random();
});
