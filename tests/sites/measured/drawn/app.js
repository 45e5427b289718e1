// Agreeing is a filled button, refusing and the settings are bare words, small and close together.
'use strict';

ownBanner.run((banner) => {
  const style = document.createElement('style');
  style.textContent = `
    .consent .row { gap: 0; flex-direction: column; align-items: flex-start; }
    .consent .row button[data-do="reject"], .consent .row button[data-do="settings"] { background: none; color: #1d2b3a;
      min-width: 0; min-height: 0; height: 17px; padding: 0 2px; font: 400 14px/1 Georgia, serif; }`;
  document.body.append(style, banner);
});
