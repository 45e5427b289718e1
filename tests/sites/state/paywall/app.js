// Pay or accept: no refusal, but a subscription.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.setAttribute('role', 'dialog');
  box.innerHTML = `<h2>Read on with advertising or without</h2>
    <p>Accept cookies for advertising and statistics and read for free, or subscribe and read without tracking. <a href="/shared/privacy.html">Privacy policy</a></p>
    <div class="row"><button type="button" id="accept">Accept and continue</button><button type="button" id="pay">Subscribe for 3.99 € a month</button></div>`;
  document.body.append(box);
  box.querySelector('#accept').addEventListener('click', () => {
    box.remove();
    ownBanner.keep('statistics');
  });
  box.querySelector('#pay').addEventListener('click', () => location.assign('/shared/second.html'));
} else {
  ownBanner.settle();
}
