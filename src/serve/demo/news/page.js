// What the page does apart from cookies: its boxes are real, and none of them asks for consent.
'use strict';

(() => {
  const playlist = document.getElementById('playlist');
  for (const form of document.querySelectorAll('form')) {
    form.addEventListener('submit', (event) => event.preventDefault());
  }
  if (!playlist) return;
  document.getElementById('open-playlist').addEventListener('click', () => playlist.showModal());
  document.getElementById('close-playlist').addEventListener('click', () => playlist.close());
})();
