// Leaky: measures until somebody objects (opt-out).
'use strict';

// The mistake: measuring goes on until somebody objects.
if (!document.cookie.includes('cookieconsent_status=deny')) measure.visits();

window.cookieconsent.initialise({
  type: 'opt-out',
  position: 'bottom',
  theme: 'classic',
  palette: {
    popup: { background: '#1d2b3a', text: '#ffffff' },
    highlight: { background: '#ffd166', border: '#ffd166', text: '#1d2b3a' },
    button: { background: '#ffd166', text: '#1d2b3a' },
  },
  content: {
    message: 'This website uses cookies of one partner, Matomo, for statistics. You can object.',
    dismiss: 'Got it!', deny: 'Decline', link: 'Privacy policy', href: '/shared/privacy.html',
  },
  onStatusChange() {
    if (!this.hasConsented()) location.reload();
  },
});
