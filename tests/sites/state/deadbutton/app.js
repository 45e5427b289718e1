// Leaky: the refusal does nothing at all; nothing proves that it took.
'use strict';

ownBanner.run((banner) => {
  banner.addEventListener('click', (event) => {
    if (event.target.dataset.do === 'reject') event.stopImmediatePropagation();
  }, { capture: true });
  document.body.append(banner);
});
