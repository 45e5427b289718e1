// Asks in English on a German page, names no purpose, nobody who receives data, nobody who asks, and no way back. One
// switch stands for everything.
'use strict';

const settle = () => {
  if (ownBanner.kept() !== 'everything') return;
  measure.visits();
  measure.load('http://analytics.tiktok.com/i18n/pixel/events.js');
};

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.setAttribute('role', 'dialog');
  box.innerHTML = `
    <div data-layer="1">
      <p>This website uses cookies. Cookies are small files that a browser keeps and sends back. Accept them for the best experience, or choose which of them are allowed here. <a href="/privacy.html">Privacy policy</a></p>
      <div class="row"><button type="button" data-do="accept">Accept all</button><button type="button" data-do="reject">Reject all</button><button type="button" data-do="settings">Settings</button></div>
    </div>
    <div data-layer="2" hidden>
      <label><input type="checkbox" checked disabled> Necessary cookies (always active)</label>
      <label><input type="checkbox" data-purpose="everything"> Optional cookies</label>
      <div class="row"><button type="button" data-do="save">Save choices</button></div>
    </div>`;
  const leave = (choice) => {
    box.remove();
    ownBanner.store(choice);
    settle();
  };
  box.addEventListener('click', (event) => {
    const wanted = event.target.dataset.do;
    if (wanted === 'accept') leave('everything');
    if (wanted === 'reject') leave('necessary');
    if (wanted === 'save') leave(box.querySelector('[data-purpose]').checked ? 'everything' : 'necessary');
    if (wanted === 'settings') {
      box.querySelector('[data-layer="1"]').hidden = true;
      box.querySelector('[data-layer="2"]').hidden = false;
    }
  });
  document.body.append(box);
} else {
  settle();
}
