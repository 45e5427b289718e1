// In Polish.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>Za Twoją zgodą używamy plików cookie do celów statystycznych.</p><div class="row"><button type="button" data-do="accept">Akceptuję wszystkie</button><button type="button" data-do="reject">Odrzuć wszystkie</button></div>`;
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
