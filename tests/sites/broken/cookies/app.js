// The cookies of the server are at fault (`headers.txt`).
'use strict';

site.start();
