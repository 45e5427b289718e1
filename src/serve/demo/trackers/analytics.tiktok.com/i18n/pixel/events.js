// Stands in for an advertising pixel: an identifier that lives long, and a page view sent with it.
'use strict';

(() => {
  const days = Number(document.documentElement.dataset.measureDays || 390);
  const has = (name) => document.cookie.split('; ').some((part) => part.startsWith(name + '='));
  if (!has('_ttp')) {
    const value = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(20)))).replace(/[^A-Za-z0-9]/g, '_');
    document.cookie = `_ttp=${value}; Path=/; Max-Age=${days * 24 * 60 * 60}; SameSite=Lax`;
  }
  navigator.sendBeacon('http://analytics.tiktok.com/api/v2/pixel', JSON.stringify({ event: 'Pageview', page: location.href, cookie: document.cookie }));
})();
