// The first page asks, the second does not.
'use strict';

site.start();
