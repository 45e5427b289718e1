// A banner for show: every tracker runs before it, and whatever is clicked.
'use strict';

(() => {
  const NAME = 'slowpan_cookies';
  const banner = document.getElementById('cookies');

  keptChoice.load('http://cdn.matomo.cloud/demo.matomo.cloud/matomo.js');
  keptChoice.load('http://analytics.tiktok.com/i18n/pixel/events.js');
  keptChoice.load('http://static.hotjar.com/c/hotjar-4711.js');

  function close(value) {
    keptChoice.write(NAME, value, 365);
    banner.hidden = true;
    window.setTimeout(() => keptChoice.load('http://www.clarity.ms/tag/demo.js'), 400);
  }

  document.getElementById('yes').addEventListener('click', () => close('yes'));
  document.getElementById('no').addEventListener('click', () => close('no'));
  banner.hidden = keptChoice.read(NAME) !== null;
})();
