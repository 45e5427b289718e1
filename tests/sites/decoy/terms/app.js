// New terms of service, to accept or decline.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-modal="true" aria-label="Terms of service">
    <h2>Our terms of service have changed</h2>
    <p>From 1 May new terms apply to your account. Please read the <a href="/shared/second.html">terms of service</a> and accept them to go on.</p>
    <div class="row"><button type="button">Accept</button><button type="button">Decline</button></div>
  </section>`);
