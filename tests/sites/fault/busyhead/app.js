// Never gives the processor back, from its first script on.
'use strict';

for (;;) Math.random();
