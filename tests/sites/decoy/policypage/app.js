// A cookie policy with headings and tables, and no choice on it.
'use strict';

document.querySelector('main').innerHTML = `
  <h1>Cookie policy</h1>
  <p>This page says which cookies we use and what for. We use cookies to remember your basket and, with your consent, to count visits. You can withdraw your consent at any time.</p>
  <h2>Necessary cookies</h2>
  <table><tr><th>Name</th><th>Purpose</th><th>Lifetime</th></tr><tr><td>basket</td><td>Remembers what you put into it</td><td>session</td></tr></table>
  <h2>Statistics</h2>
  <table><tr><th>Name</th><th>Purpose</th><th>Lifetime</th></tr><tr><td>_pk_id</td><td>Tells visitors apart</td><td>13 months</td></tr></table>
  <h2>Marketing cookies</h2>
  <p>We use none. Should that ever change we shall ask you first, and you may refuse all of them.</p>
  <h2>How to delete cookies</h2>
  <p>Every browser has a page for that in its settings. <a href="/shared/second.html">How it is done</a></p>
  <p><button type="button">Print this page</button> <button type="button">Back to top</button></p>`;
