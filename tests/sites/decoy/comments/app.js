// Readers talk about cookie banners below an article.
'use strict';

document.querySelector('main').innerHTML = `
  <h1>Readers write</h1>
  <article><p>“I click Reject all on every site that uses cookies, and half of them ask again.”</p><button type="button">Reply</button> <button type="button">Agree</button></article>
  <article><p>“Your own website uses cookies for statistics without asking for my consent!”</p><button type="button">Reply</button> <button type="button">Agree</button></article>
  <article><p>“I accept all. Life is short.”</p><button type="button">Reply</button> <button type="button">Agree</button></article>
  <article><p>“There are add-ons that decline cookies for you.”</p><button type="button">Reply</button> <button type="button">Agree</button></article>
  <p><button type="button">Load more comments</button></p>`;
