// Measures and advertises after a yes, and stops after a no.
'use strict';

site.start();
