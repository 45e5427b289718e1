// Where to send parcels, with "save" and two lists.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Country">
    <h2>Where shall we deliver?</h2>
    <label>Country <select><option>Ireland</option><option>Malta</option></select></label>
    <label>Currency <select><option>EUR</option><option>GBP</option></select></label>
    <div class="row"><button type="button">Save preferences</button><button type="button">Close</button></div>
  </section>`);
