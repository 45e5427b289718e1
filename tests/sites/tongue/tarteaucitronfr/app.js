// tarteaucitron in its own French words.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.tarteaucitron('fr'));
