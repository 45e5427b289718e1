// Stands in for a session recorder: two first-party cookies and a beacon.
'use strict';

(() => {
  const id = () => Array.from(crypto.getRandomValues(new Uint8Array(7)), (b) => (b % 36).toString(36)).join('') + Date.now().toString(36);
  const has = (name) => document.cookie.split('; ').some((part) => part.startsWith(name + '='));
  const keep = (name, value, seconds) => {
    document.cookie = `${name}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax`;
  };
  if (!has('_clck')) {
    keep('_clck', `${id()}%5E2%5Ef0x%5E0%5E1`, 365 * 24 * 60 * 60);
  }
  keep('_clsk', `${id()}%5E1%5E1%5Ea.clarity.ms%2Fcollect`, 24 * 60 * 60);
  navigator.sendBeacon('http://a.clarity.ms/collect', JSON.stringify({ page: location.href, cookie: document.cookie }));
})();
