// A yes is kept for years, a no until the browser is closed, and what comes after a yes for years as well.
'use strict';

site.days = { yes: 1000, no: 0 };
document.documentElement.dataset.adsDays = '900';
document.documentElement.dataset.measureDays = '900';
site.start();
