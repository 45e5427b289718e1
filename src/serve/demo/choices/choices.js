// The frame's side: it only reports which button was pressed, to the page that holds it.
'use strict';

(() => {
  const page = document.referrer ? new URL(document.referrer).origin : null;
  if (page) document.getElementById('policy').href = `${page}/privacy.html`;
  for (const button of document.querySelectorAll('[data-choice]')) {
    button.addEventListener('click', () => {
      if (page) window.parent.postMessage(button.dataset.choice, page);
    });
  }
})();
