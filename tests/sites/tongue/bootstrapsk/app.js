// Bootstrap's cookie consent settings, in the library's own Slovak words: a modal dialog whose second layer unfolds.
'use strict';

library.load('/shared/tongue.js').then(() => tongue.bootstrap('sk'));
