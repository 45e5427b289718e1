// A course on data protection shows what a banner looks like, and asks which button is right.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <section class="consent" role="dialog" aria-label="Lesson 4 of 9">
    <h2>Data protection training: lesson 4 of 9</h2>
    <p>Question: a shop wants to count its visitors. What does the law say on consent?</p>
    <div class="row"><button type="button">Ask first</button><button type="button">Tell later</button><button type="button">Save and exit</button></div>
  </section>`);
