// Help pages: what to click in banners, with buttons that only illustrate.
'use strict';

document.querySelector('main').innerHTML = `
  <h1>How to refuse cookies</h1>
  <p>Most banners say “We and our partners use cookies” and offer you three buttons. Which of them is which?</p>
  <ol>
    <li><p>The first agrees to all purposes: <span style="border:1px solid #888;padding:4px 10px">Accept all</span></p></li>
    <li><p>The second refuses them all: <span style="border:1px solid #888;padding:4px 10px">Reject all</span></p></li>
    <li><p>The third leads on to a list: <span style="border:1px solid #888;padding:4px 10px">Settings</span></p></li>
  </ol>
  <p>Was this page helpful? <button type="button">Yes</button> <button type="button">No</button></p>`;
