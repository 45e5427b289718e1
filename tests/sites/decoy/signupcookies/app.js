// A sign-up form whose small print mentions cookies.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Create an account">
    <h2>Create an account</h2>
    <p>We keep you signed in with a cookie. Read more in our <a href="/shared/privacy.html">cookie policy</a>.</p>
    <label>E-mail <input type="email"></label><label>Password <input type="password"></label>
    <div class="row"><button type="button">Create an account</button><button type="button">Cancel</button></div>
  </section>`);
