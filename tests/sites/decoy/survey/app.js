// A survey about the visit, with an "I accept" of its own.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Survey">
    <h2>How was your visit?</h2>
    <p>Would you take part in a survey of three questions when you leave? Your answers help us to improve our website.</p>
    <div class="row"><button type="button">Yes, gladly</button><button type="button">No, thank you</button></div>
  </section>`);
