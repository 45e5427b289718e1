// The choice is made in a frame of another host, which reports it to this page. The page keeps it and acts on it.
'use strict';

(() => {
  const NAME = 'sky_choice';
  const DAYS = 180;
  const frame = document.getElementById('choices');
  const origin = `http://choices.localhost:${location.port}`;

  function show() {
    frame.src = `${origin}/`;
    frame.hidden = false;
  }

  function measure() {
    keptChoice.load('http://www.clarity.ms/tag/demo.js');
  }

  window.addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    const allowed = event.data === 'accept';
    keptChoice.write(NAME, allowed ? 'all' : 'necessary', DAYS);
    frame.hidden = true;
    frame.removeAttribute('src');
    if (allowed) {
      measure();
    } else {
      keptChoice.forget('_clck');
      keptChoice.forget('_clsk');
    }
  });

  document.getElementById('reopen').addEventListener('click', show);
  const kept = keptChoice.read(NAME);
  if (kept === null) show();
  if (kept === 'all') measure();
})();
