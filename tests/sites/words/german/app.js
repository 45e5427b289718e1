// In German, on a page that says that it is English.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>Wir verwenden Cookies für Statistik, wenn Sie einwilligen. Sie können Ihre Einwilligung jederzeit widerrufen.</p><div class="row"><button type="button" data-do="accept">Alle akzeptieren</button><button type="button" data-do="reject">Nur notwendige Cookies</button></div>`;
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
