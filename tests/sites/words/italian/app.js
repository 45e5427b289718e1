// In Italian.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>Con il tuo consenso utilizziamo i cookie per statistiche.</p><div class="row"><button type="button" data-do="accept">Accetta tutti</button><button type="button" data-do="reject">Rifiuta tutti</button></div>`;
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
