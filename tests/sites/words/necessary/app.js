// The refusal says "only necessary".
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>We use cookies for statistics, with your consent.</p><div class="row"><button type="button" data-do="accept">Allow all cookies</button><button type="button" data-do="reject">Use necessary cookies only</button></div>`;
  document.body.append(box);
  box.addEventListener('click', (event) => {
    const wanted = event.target.dataset.do;
    if (!wanted) return;
    box.remove();
    ownBanner.keep(wanted === 'accept' ? 'statistics' : 'necessary');
  });
} else {
  ownBanner.settle();
}
