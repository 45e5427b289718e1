// A site that is in order: it asks before two vendors come, keeps either answer for 180 days, does as it was told, and
// lets the answer be taken back. Sites of the group `broken` put one part of it in another's place before they start.
'use strict';

window.site = {
  NAME: 'choice',
  // For how many days an answer is kept; 0 for the session.
  days: { yes: 180, no: 180 },
  purposes: { statistics: 'Statistics', ads: 'Advertising' },
  text: 'With your consent, Rope walk uses cookies for statistics and advertising. Our 2 partners, Matomo and TikTok, receive data. You can withdraw your consent at any time under “Cookie settings”. <a href="/privacy.html">Privacy policy</a>',
  buttons: '<button type="button" data-do="accept">Accept all</button><button type="button" data-do="reject">Reject all</button><button type="button" data-do="settings">Settings</button>',
  close: '<button type="button" class="close" data-do="close" aria-label="Close without accepting">✕</button>',

  kept() {
    const line = document.cookie.split('; ').find((part) => part.startsWith(`${this.NAME}=`));
    return line ? line.slice(this.NAME.length + 1) : null;
  },

  store(answer) {
    const days = answer === 'necessary' ? this.days.no : this.days.yes;
    const until = days === 0 ? '' : `; Max-Age=${days * 24 * 60 * 60}`;
    document.cookie = `${this.NAME}=${answer}; Path=/${until}; SameSite=Lax; Secure`;
  },

  load(address) {
    const script = document.createElement('script');
    script.src = address;
    document.head.append(script);
  },

  visits() { this.load('https://cdn.matomo.cloud/sound.cloud/matomo.js'); },
  ads() { this.load('https://analytics.tiktok.com/sound/events.js'); },

  forget(names) {
    for (const name of names) document.cookie = `${name}=; Path=/; Max-Age=0; Secure`;
  },

  // What follows from an answer, on the page where it was given and on every later one.
  settle(answer) {
    if (answer.includes('statistics')) this.visits();
    if (answer.includes('ads')) this.ads();
    if (answer === 'necessary') this.forget(['_pk_id.7.1fff', '_pk_ses.7.1fff', '_ttp']);
  },

  // An answer is given by one of the interface's controls.
  answered(answer, _by) {
    this.store(answer);
    this.settle(answer);
  },

  secondLayer() {
    const switches = Object.entries(this.purposes).map(([id, label]) => `<label><input type="checkbox" data-purpose="${id}"> ${label}</label>`);
    return `<p>Cookies of our partners are kept for 180 days at most. You can change your choice at any time.</p>
      <label><input type="checkbox" checked disabled> Necessary cookies (always active)</label>${switches.join('')}
      <div class="row"><button type="button" data-do="save">Save choices</button></div>`;
  },

  box() {
    const box = document.createElement('section');
    box.className = 'consent';
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', 'Cookies');
    box.innerHTML = `${this.close}<div data-layer="1"><p>${this.text}</p><div class="row">${this.buttons}</div></div><div data-layer="2" hidden>${this.secondLayer()}</div>`;
    return box;
  },

  ask() {
    if (document.querySelector('.consent')) return;
    const box = this.box();
    box.addEventListener('click', (event) => {
      const by = event.target.dataset.do;
      const on = () => [...box.querySelectorAll('[data-purpose]')].filter((one) => one.checked).map((one) => one.dataset.purpose);
      const answers = { accept: () => Object.keys(this.purposes), reject: () => [], close: () => [], save: on };
      if (by === 'settings') {
        box.querySelector('[data-layer="1"]').hidden = true;
        box.querySelector('[data-layer="2"]').hidden = false;
      }
      if (answers[by]) {
        box.remove();
        this.answered(answers[by]().join('.') || 'necessary', by);
      }
    });
    document.body.append(box);
  },

  confirmSignal() {
    const line = document.createElement('p');
    line.textContent = 'Opt-out preference signal honored';
    document.querySelector('footer').append(line);
  },

  start() {
    for (const way of document.querySelectorAll('.again, .privacy-choices')) way.addEventListener('click', () => this.ask());
    if (navigator.globalPrivacyControl) this.confirmSignal();
    if (this.kept() === null) this.ask();
    else this.settle(this.kept());
  },
};
