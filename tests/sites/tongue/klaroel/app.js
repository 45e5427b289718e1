// Klaro in its own Greek words; only the names of purposes are ours.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.klaro('el'));
