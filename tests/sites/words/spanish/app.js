// In Spanish.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>Utilizamos cookies con fines estadísticos si nos da su consentimiento.</p><div class="row"><button type="button" data-do="accept">Aceptar todas</button><button type="button" data-do="reject">Rechazar todas</button></div>`;
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
