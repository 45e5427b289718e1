// The host of the banner has no box of its own.
'use strict';

ownBanner.run((banner) => {
  const root = shadowOn(document.body, 'open');
  root.host.style.display = 'contents';
  const inner = document.createElement('div');
  inner.style.display = 'contents';
  inner.append(banner);
  root.append(inner);
});
