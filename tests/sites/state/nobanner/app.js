// Leaky: analytics and advertising, and no banner at all.
'use strict';

measure.visits();
measure.ads();
