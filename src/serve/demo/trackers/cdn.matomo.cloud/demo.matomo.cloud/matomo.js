// Stands in for an audience measurement script: two first-party cookies and one page view.
'use strict';

(() => {
  const days = Number(document.documentElement.dataset.measureDays || 393);
  const hex = (bytes) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
  const has = (name) => document.cookie.split('; ').some((part) => part.startsWith(name + '='));
  const keep = (name, value, seconds) => {
    document.cookie = `${name}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax`;
  };
  if (!has('_pk_id.7.1fff')) {
    keep('_pk_id.7.1fff', `${hex(8)}.${Math.floor(Date.now() / 1000)}.`, days * 24 * 60 * 60);
  }
  keep('_pk_ses.7.1fff', '1', 30 * 60);
  const visitor = document.cookie.match(/_pk_id\.7\.1fff=([0-9a-f]{16})/);
  const query = new URLSearchParams({ idsite: '7', rec: '1', _id: visitor ? visitor[1] : '', url: location.href, rand: hex(4) });
  fetch(`http://demo.matomo.cloud/matomo.php?${query}`, { method: 'POST', mode: 'no-cors', keepalive: true });
})();
