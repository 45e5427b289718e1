// Honest: nothing before a choice, a refusal is kept.
'use strict';

window.cookieconsent.initialise({
  type: 'opt-in',
  position: 'bottom',
  theme: 'classic',
  revokable: true,
  palette: {
    popup: { background: '#1d2b3a', text: '#ffffff' },
    highlight: { background: '#ffd166', border: '#ffd166', text: '#1d2b3a' },
    button: { background: '#ffd166', text: '#1d2b3a' },
  },
  content: {
    message: 'With your consent this website uses cookies of one partner, Matomo, for statistics. You can withdraw your consent at any time.',
    allow: 'Allow cookies', deny: 'Decline', link: 'Privacy policy', href: '/shared/privacy.html',
  },
  onInitialise() {
    if (this.hasConsented()) measure.visits();
  },
  onStatusChange() {
    if (this.hasConsented()) measure.visits();
  },
});
