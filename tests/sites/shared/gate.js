// A gate before the page: whoever does not come in sees no banner.
'use strict';

window.gate = {
  passed: () => document.cookie.includes('gate=passed'),

  run(html) {
    const ask = () => ownBanner.run((banner) => document.body.append(banner));
    if (this.passed()) return ask();
    document.body.insertAdjacentHTML('beforeend', html);
    const box = document.body.lastElementChild;
    return box.addEventListener('click', (event) => {
      if (event.target.dataset.gate !== 'in') return;
      document.cookie = 'gate=passed; Path=/; Max-Age=86400; SameSite=Lax';
      box.remove();
      ask();
    });
  },
};
