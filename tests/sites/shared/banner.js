// An honest banner of our own: accept, reject and settings on the first layer, a choice kept for 180 days, and
// measuring only after a yes. Pages decide where and when it stands.
'use strict';

window.ownBanner = {
  NAME: 'own_choice',
  DAYS: 180,

  kept() {
    const line = document.cookie.split('; ').find((part) => part.startsWith(this.NAME + '='));
    return line ? line.slice(this.NAME.length + 1) : null;
  },

  store(choice) {
    document.cookie = `${this.NAME}=${choice}; Path=/; Max-Age=${this.DAYS * 24 * 60 * 60}; SameSite=Lax; Secure`;
  },

  keep(choice) {
    this.store(choice);
    this.settle();
  },

  settle() {
    if (this.kept() === 'statistics') window.measure.visits();
  },

  // A banner as an element. `onChoice` is told `statistics` or `necessary`; the banner leaves by itself.
  make(onChoice, className = 'consent') {
    const box = document.createElement('section');
    box.className = className;
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', 'Cookies');
    box.innerHTML = `
      <h2>Cookies, if you like</h2>
      <div data-layer="1">
        <p>With your consent we use cookies of one partner, Matomo, for statistics. You can withdraw your consent at any time. <a href="/shared/privacy.html">Privacy policy</a></p>
        <div class="row"><button type="button" data-do="accept">Accept all</button><button type="button" data-do="reject">Reject all</button><button type="button" data-do="settings">Settings</button></div>
      </div>
      <div data-layer="2" hidden>
        <label><input type="checkbox" checked disabled> Necessary cookies (always active)</label>
        <label><input type="checkbox" data-purpose="statistics"> Statistics</label>
        <div class="row"><button type="button" data-do="save">Save choices</button></div>
      </div>`;
    const leave = (choice) => {
      box.remove();
      onChoice(choice);
    };
    box.addEventListener('click', (event) => {
      const wanted = event.target.dataset.do;
      if (wanted === 'accept') leave('statistics');
      if (wanted === 'reject') leave('necessary');
      if (wanted === 'save') leave(box.querySelector('[data-purpose]').checked ? 'statistics' : 'necessary');
      if (wanted === 'settings') {
        box.querySelector('[data-layer="1"]').hidden = true;
        box.querySelector('[data-layer="2"]').hidden = false;
      }
    });
    return box;
  },

  // The usual way: show it if there is no choice yet, and act on the choice.
  run(place) {
    if (this.kept() === null) place(this.make((choice) => this.keep(choice)));
    else this.settle();
  },
};
