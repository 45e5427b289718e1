// Klaro in its own German words; only the names of purposes are ours.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.klaro('de'));
