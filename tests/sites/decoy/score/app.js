// How likely somebody is to recommend the site: eleven buttons.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Feedback">
    <h2>How likely are you to recommend us?</h2>
    <div class="row" style="flex-wrap:wrap">${[...Array(11).keys()].map((n) => `<button type="button" style="min-width:40px">${n}</button>`).join('')}</div>
    <button type="button" aria-label="Close">×</button>
  </section>`);
