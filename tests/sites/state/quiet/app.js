// Honest: nothing is stored and nothing is asked.
'use strict';

document.querySelector('h1').textContent = 'The rope walk, today';
