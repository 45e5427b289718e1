// Stands in for a heat map recorder: a user cookie, a session cookie and a call home.
'use strict';

(() => {
  const has = (name) => document.cookie.split('; ').some((part) => part.startsWith(name + '='));
  const keep = (name, data, seconds) => {
    document.cookie = `${name}=${btoa(JSON.stringify(data))}; Path=/; Max-Age=${seconds}; SameSite=Lax`;
  };
  const id = crypto.randomUUID();
  if (!has('_hjSessionUser_4711')) {
    keep('_hjSessionUser_4711', { id, created: Date.now(), existing: false }, 365 * 24 * 60 * 60);
  }
  keep('_hjSession_4711', { id: crypto.randomUUID(), c: Date.now(), s: 0, r: 0 }, 30 * 60);
  fetch('http://in.hotjar.com/api/v2/client/sites/4711/visit-data', {
    method: 'POST', mode: 'no-cors', keepalive: true, body: JSON.stringify({ user: id, page: location.href }),
  });
})();
