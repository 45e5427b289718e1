// Klaro in its own Finnish words; only the names of purposes are ours.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.klaro('fi'));
