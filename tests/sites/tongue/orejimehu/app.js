// Orejime in its own Hungarian words.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.orejime('hu'));
