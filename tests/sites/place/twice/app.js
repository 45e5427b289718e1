// The same banner twice: a script was put into the page two times. A choice on one takes both away.
'use strict';

ownBanner.run((banner) => {
  const other = ownBanner.make((choice) => {
    banner.remove();
    ownBanner.keep(choice);
  });
  const first = ownBanner.make((choice) => {
    other.remove();
    ownBanner.keep(choice);
  });
  other.style.cssText = 'top:24px;bottom:auto';
  document.body.append(first, other);
});
