// The choice starts a download.
'use strict';

ownBanner.run((banner) => {
  banner.addEventListener('click', (event) => {
    if (!['accept', 'reject'].includes(event.target.dataset.do)) return;
    const link = document.createElement('a');
    link.href = '/do/file';
    link.download = 'terms.bin';
    document.body.append(link);
    link.click();
  });
  document.body.append(banner);
});
