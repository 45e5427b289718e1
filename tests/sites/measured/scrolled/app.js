// Refusing is seen only after a scroll within the interface.
'use strict';

ownBanner.run((banner) => {
  const style = document.createElement('style');
  style.textContent = `
    .consent { height: 190px; overflow: auto; }
    .consent [data-do="reject"] { display: block; margin-top: 160px; }`;
  const row = banner.querySelector('.row');
  row.after(banner.querySelector('[data-do="reject"]'));
  document.body.append(style, banner);
});
