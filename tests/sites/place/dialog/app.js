// In a modal dialog.
'use strict';

ownBanner.run((banner) => {
  const dialog = document.createElement('dialog');
  banner.classList.add('flow');
  banner.removeAttribute('role');
  dialog.append(banner);
  document.body.append(dialog);
  dialog.showModal();
  new MutationObserver(() => dialog.remove()).observe(dialog, { childList: true });
});
