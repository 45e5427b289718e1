// No sentence that every banner has: it speaks of cookies in words of its own.
'use strict';

if (ownBanner.kept() === null) {
  const box = document.createElement('section');
  box.className = 'consent';
  box.innerHTML = `<p>The rope walk would like to use cookies of its own to measure how the hall is visited. You may accept or reject this, and change your mind at any time.</p><div class="row"><button type="button" data-do="accept">Accept all</button><button type="button" data-do="reject">Reject all</button></div>`;
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
