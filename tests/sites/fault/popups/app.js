// Opens windows as fast as it can.
'use strict';

for (let i = 0; i < 20; i += 1) window.open(`/shared/second.html?${i}`);
