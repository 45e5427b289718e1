// Once a choice is stored the page loads itself again, without end.
'use strict';

if (ownBanner.kept() === 'necessary') location.reload();
else ownBanner.run((banner) => document.body.append(banner));
