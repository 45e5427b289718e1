// The choice is followed by a native dialog that says thanks.
'use strict';

ownBanner.run((banner) => {
  banner.addEventListener('click', (event) => {
    if (!['accept', 'reject'].includes(event.target.dataset.do)) return;
    window.alert('Thank you for your choice.');
  });
  document.body.append(banner);
});
