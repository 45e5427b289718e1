// The place of the visitor is asked for.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Location">
    <h2>Find the shop next to you</h2>
    <p>May we use your location to show the nearest shop?</p>
    <div class="row"><button type="button">Allow</button><button type="button">Not now</button><button type="button">Choose a town</button></div>
  </section>`);
