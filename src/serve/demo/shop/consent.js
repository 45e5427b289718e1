// The shop's own banner. Nothing is loaded until the visitor says yes, and "no" is kept as long as "yes".
'use strict';

(() => {
  const NAME = 'kk_choice';
  const DAYS = 180;
  const banner = document.getElementById('choice');
  const first = document.getElementById('first-layer');
  const second = document.getElementById('second-layer');
  const statistics = document.getElementById('statistics');

  function measure() {
    document.documentElement.dataset.measureDays = String(DAYS);
    keptChoice.load('http://cdn.matomo.cloud/demo.matomo.cloud/matomo.js');
  }

  function choose(allowed) {
    keptChoice.write(NAME, allowed ? 'statistics' : 'necessary', DAYS);
    banner.hidden = true;
    if (allowed) {
      measure();
    } else {
      keptChoice.forget('_pk_id.7.1fff');
      keptChoice.forget('_pk_ses.7.1fff');
    }
  }

  function show() {
    first.hidden = false;
    second.hidden = true;
    banner.hidden = false;
  }

  banner.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.choice) choose(button.dataset.choice === 'all');
    if (button.id === 'save') choose(statistics.checked);
    if (button.id === 'open-settings') {
      first.hidden = true;
      second.hidden = false;
    }
  });
  document.getElementById('reopen').addEventListener('click', show);

  const kept = keptChoice.read(NAME);
  if (kept === null) show();
  if (kept === 'statistics') measure();
})();
