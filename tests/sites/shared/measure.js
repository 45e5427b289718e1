// The third parties of the fixture pages. Each is loaded at most once, and only when a page says so.
'use strict';

window.measure = {
  loaded: new Set(),

  load(address) {
    if (this.loaded.has(address)) return;
    this.loaded.add(address);
    const script = document.createElement('script');
    script.src = address;
    document.head.append(script);
  },

  // Audience measurement: two first-party cookies and a beacon.
  visits() {
    this.load('http://cdn.matomo.cloud/demo.matomo.cloud/matomo.js');
  },

  // An advertising pixel: a first-party identifier, a beacon, and a cookie of a third party.
  ads() {
    this.load('http://analytics.tiktok.com/i18n/pixel/events.js');
    const pixel = new Image();
    pixel.src = `http://ads.localhost:${location.port}/pixel.gif?page=${encodeURIComponent(location.href)}`;
  },
};
