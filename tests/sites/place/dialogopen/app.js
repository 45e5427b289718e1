// In a dialog that does not take the page over.
'use strict';

ownBanner.run((banner) => {
  const dialog = document.createElement('dialog');
  dialog.style.cssText = 'position:fixed;bottom:20px;z-index:90';
  banner.classList.add('flow');
  banner.removeAttribute('role');
  dialog.append(banner);
  document.body.append(dialog);
  dialog.show();
  new MutationObserver(() => dialog.remove()).observe(dialog, { childList: true });
});
