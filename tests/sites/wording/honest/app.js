// Tells what it asks for: who, what for, to whom, and that it can be undone. Two switches for two purposes.
'use strict';

const settle = () => {
  const kept = ownBanner.kept() || '';
  if (kept.includes('statistics')) measure.visits();
  if (kept.includes('ads')) measure.load('http://analytics.tiktok.com/i18n/pixel/events.js');
};

const ask = () => {
  const box = document.createElement('section');
  box.className = 'consent';
  box.setAttribute('role', 'dialog');
  box.setAttribute('aria-label', 'Cookies');
  box.innerHTML = `
    <div data-layer="1">
      <p>With your consent, Rope walk uses cookies for statistics and advertising. Our 2 partners, Matomo and TikTok, receive data. You can withdraw your consent at any time below this page. <a href="/privacy.html">Privacy policy</a></p>
      <div class="row"><button type="button" data-do="accept">Accept all</button><button type="button" data-do="reject">Reject all</button><button type="button" data-do="settings">Settings</button></div>
    </div>
    <div data-layer="2" hidden>
      <p>Cookies of our partners are kept for 13 months at most. You can change your choice at any time.</p>
      <label><input type="checkbox" checked disabled> Necessary cookies (always active)</label>
      <label><input type="checkbox" data-purpose="statistics"> Statistics</label>
      <label><input type="checkbox" data-purpose="ads"> Advertising</label>
      <div class="row"><button type="button" data-do="save">Save choices</button></div>
    </div>`;
  const leave = (choice) => {
    box.remove();
    ownBanner.store(choice);
    settle();
  };
  box.addEventListener('click', (event) => {
    const wanted = event.target.dataset.do;
    const on = () => [...box.querySelectorAll('[data-purpose]')].filter((one) => one.checked).map((one) => one.dataset.purpose);
    if (wanted === 'accept') leave('statistics.ads');
    if (wanted === 'reject') leave('necessary');
    if (wanted === 'save') leave(on().join('.') || 'necessary');
    if (wanted === 'settings') {
      box.querySelector('[data-layer="1"]').hidden = true;
      box.querySelector('[data-layer="2"]').hidden = false;
    }
  });
  document.body.append(box);
};

if (ownBanner.kept() === null) ask();
else settle();
document.querySelector('#again').addEventListener('click', ask);
