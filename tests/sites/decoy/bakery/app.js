// A shop that sells cookies, in a box over the page.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Offer">
    <h2>We use only the best butter for our cookies</h2>
    <p>Oat, ginger, and double chocolate: choose six and pay for five. Cookies are baked on Tuesdays.</p>
    <div class="row"><button type="button">Choose my cookies</button><button type="button">No, thanks</button></div>
  </section>`);
