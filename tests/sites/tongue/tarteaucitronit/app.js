// tarteaucitron in its own Italian words.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.tarteaucitron('it'));
