// In Dutch.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>Met uw toestemming gebruiken wij cookies voor statistieken.</p><div class="row"><button type="button" data-do="accept">Alles accepteren</button><button type="button" data-do="reject">Alles weigeren</button></div>`;
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
