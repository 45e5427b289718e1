// tarteaucitron in its own Japanese words.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.tarteaucitron('ja'));
