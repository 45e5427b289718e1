// tarteaucitron in its own Russian words.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.tarteaucitron('ru'));
