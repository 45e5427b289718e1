// The banner comes five seconds after the page. The recorder does not wait for it; a refusal, once given, is respected.
'use strict';

(() => {
  const NAME = 'nw_auswahl';
  const DAYS = 180;
  const LATE_MS = 5000;
  const banner = document.getElementById('choice');
  const kept = keptChoice.read(NAME);

  function choose(allowed) {
    keptChoice.write(NAME, allowed ? 'alle' : 'keine', DAYS);
    banner.hidden = true;
    if (!allowed) {
      keptChoice.forget('_clck');
      keptChoice.forget('_clsk');
    }
  }

  document.getElementById('yes').addEventListener('click', () => choose(true));
  document.getElementById('no').addEventListener('click', () => choose(false));
  document.getElementById('reopen').addEventListener('click', () => { banner.hidden = false; });
  if (kept !== 'keine') keptChoice.load('http://www.clarity.ms/tag/demo.js');
  if (kept === null) window.setTimeout(() => { banner.hidden = false; }, LATE_MS);
})();
