// Hides from a browser whose name or brands say that nobody looks.
'use strict';

const brands = (navigator.userAgentData ? navigator.userAgentData.brands : []).map(({ brand }) => brand);
if (![navigator.userAgent, navigator.appVersion, ...brands].some((name) => name.includes('Headless'))) {
  ownBanner.run((banner) => document.body.append(banner));
}
