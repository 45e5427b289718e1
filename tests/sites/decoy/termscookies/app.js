// New terms of service, to accept or decline, beside a link to the cookie policy and a word on a cookie that is not set.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-modal="true" aria-label="Terms of service">
    <h2>Our terms of service have changed</h2>
    <p>From 1 May new terms apply to your account. Please read the <a href="/shared/second.html">terms of service</a> and the <a href="/shared/privacy.html">cookie policy</a>, and accept them to go on. The account does not use cookies.</p>
    <div class="row"><button type="button">Accept</button><button type="button">Decline</button></div>
  </section>`);
