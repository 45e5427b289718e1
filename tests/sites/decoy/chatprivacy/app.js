// A chat that says what becomes of the words, and wants that accepted.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Chat">
    <h2>Chat with us</h2>
    <p>Before we start: we process what you write here as described in our <a href="/shared/privacy.html">privacy policy</a>.</p>
    <label>Your name <input type="text"></label>
    <div class="row"><button type="button">Accept and start the chat</button><button type="button">Decline</button></div>
  </section>`);
