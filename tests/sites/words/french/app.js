// In French.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>Avec votre consentement, nous utilisons des cookies pour mesurer l’audience du site.</p><div class="row"><button type="button" data-do="accept">Tout accepter</button><button type="button" data-do="reject">Continuer sans accepter</button></div>`;
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
