// Asks, and has done it all before anybody answers. No cookie of a known vendor is among it.
'use strict';

site.early = () => {
  const fresh = () => crypto.randomUUID().replaceAll('-', '');

  // Web storage: one key whose name is a known vendor's, one that nobody knows.
  if (!localStorage.ajs_user_traits) localStorage.ajs_user_traits = fresh();
  if (!localStorage.berth) localStorage.berth = fresh();

  // A cookie that is written back from the other place where it lies.
  const kept = document.cookie.match(/(?:^|; )berth=([0-9a-f]+)/);
  if (!kept) document.cookie = `berth=${localStorage.berth}; Path=/; Max-Age=15552000; SameSite=Lax; Secure`;

  // A cookie that is called like a known one, and is the site's own.
  if (!document.cookie.includes('_ga=')) {
    const visitor = crypto.getRandomValues(new Uint32Array(1))[0];
    document.cookie = `_ga=GA1.1.${visitor}.${Math.floor(Date.now() / 1000)}; Path=/; Max-Age=15552000; SameSite=Lax; Secure`;
  }

  // A vendor's protocol on a host of the site's own, a host that only a list knows, and a film.
  fetch(`/g/collect?v=2&tid=G-ROPEWALK&cid=${fresh()}`, { method: 'POST', keepalive: true }).catch(() => {});
  new Image().src = `https://listed-measuring.example/hit.gif?who=${localStorage.berth}`;
  const film = document.createElement('iframe');
  film.src = 'https://www.youtube.com/embed/rope.html';
  film.title = 'A film';
  document.querySelector('main').append(film);

  // Text is drawn and read back, in two colours.
  const canvas = document.createElement('canvas');
  canvas.width = 280;
  canvas.height = 60;
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#f60';
  pen.fillText('Quick wizards vex jumbled hemp', 2, 15);
  pen.fillStyle = '#069';
  pen.fillText('Quick wizards vex jumbled hemp', 4, 30);
  canvas.toDataURL();
};
site.early();
site.start();
