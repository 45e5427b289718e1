// Stands in for an audience measurement script on a secure page: two first-party cookies and one page view.
'use strict';

(() => {
  const told = document.documentElement.dataset;
  const hex = (bytes) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
  const keep = (name, value, seconds) => {
    document.cookie = `${name}=${value}; Path=${told.measurePath || '/'}; Max-Age=${seconds}; SameSite=Lax; Secure`;
  };
  const known = document.cookie.match(/_pk_id\.7\.1fff=([0-9a-f]{16})/);
  const visitor = known ? known[1] : hex(8);
  if (!known) keep('_pk_id.7.1fff', `${visitor}.${Math.floor(Date.now() / 1000)}.`, Number(told.measureDays || 180) * 24 * 60 * 60);
  keep('_pk_ses.7.1fff', '1', 30 * 60);
  const query = new URLSearchParams({ idsite: '7', rec: '1', _id: visitor, url: location.href, rand: hex(4) });
  fetch(`https://demo.matomo.cloud/matomo.php?${query}`, { method: 'POST', mode: 'no-cors', keepalive: true });
})();
