// Nothing differs from a site that is in order.
'use strict';

site.start();
