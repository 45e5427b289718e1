// tarteaucitron in its own Spanish words.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.tarteaucitron('es'));
