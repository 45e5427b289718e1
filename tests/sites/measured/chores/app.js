// Refusing means switching off three purposes, one after the other.
'use strict';

ownBanner.run((banner) => {
  banner.querySelector('[data-layer="1"] [data-do="reject"]').remove();
  const statistics = banner.querySelector('[data-purpose]').closest('label');
  for (const purpose of ['Marketing', 'Social media']) {
    const label = document.createElement('label');
    label.innerHTML = `<input type="checkbox" checked> ${purpose}`;
    statistics.after(label);
  }
  banner.querySelector('[data-purpose]').checked = true;
  document.body.append(banner);
});
