// An age gate, and nothing behind it but the page.
'use strict';

if (!gate.passed()) {
  document.body.insertAdjacentHTML('beforeend', `
  <div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#fff;z-index:100;padding:120px;text-align:center">
    <h2>Are you over 18?</h2>
    <button type="button" data-gate="out">No</button> <button type="button" data-gate="in">Yes</button>
  </div>`);
  const box = document.body.lastElementChild;
  box.addEventListener('click', (event) => {
    if (event.target.dataset.gate === 'in') box.remove();
  });
}
