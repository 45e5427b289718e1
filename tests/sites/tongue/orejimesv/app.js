// Orejime in its own Swedish words.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.orejime('sv'));
