// A native dialog asks whether the refusal is meant.
'use strict';

const sure = (event) => {
  if (event.target.dataset.do === 'reject' && !window.confirm('Are you sure?')) event.stopImmediatePropagation();
};
ownBanner.run((banner) => {
  banner.addEventListener('click', sure, { capture: true });
  document.body.append(banner);
});
