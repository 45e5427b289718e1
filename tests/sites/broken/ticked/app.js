// Switches that are on beforehand: one on legitimate interest, one of which nobody knows what it stands for.
'use strict';

Object.assign(site, {
  purposes: { ads: 'Advertising (legitimate interest)', hemp: 'Hemp and tar' },
  secondLayer() {
    const switches = Object.entries(this.purposes).map(([id, label]) => `<label><input type="checkbox" checked data-purpose="${id}"> ${label}</label>`);
    return `<p>Cookies of our partners are kept for 180 days at most. You can change your choice at any time.</p>${switches.join('')}
      <div class="row"><button type="button" data-do="save">Save choices</button></div>`;
  },
});
site.start();
