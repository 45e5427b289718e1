// Stands in for an advertising pixel on a secure page: an identifier, and a page view sent with it.
'use strict';

(() => {
  const told = document.documentElement.dataset;
  if (!document.cookie.includes('_ttp=')) {
    const value = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(20)))).replace(/[^A-Za-z0-9]/g, '_');
    document.cookie = `_ttp=${value}; Path=/; Max-Age=${Number(told.adsDays || 180) * 24 * 60 * 60}; SameSite=Lax; Secure`;
  }
  navigator.sendBeacon('https://analytics.tiktok.com/api/v2/pixel', JSON.stringify({ event: 'Pageview', page: location.href, cookie: document.cookie }));
})();
