// Leaky: a notice alone, analytics before any choice.
'use strict';

// The mistake: the notice informs about what has already happened.
measure.visits();

window.cookieconsent.initialise({
  type: 'info',
  position: 'bottom',
  theme: 'classic',
  palette: {
    popup: { background: '#1d2b3a', text: '#ffffff' },
    highlight: { background: '#ffd166', border: '#ffd166', text: '#1d2b3a' },
    button: { background: '#ffd166', text: '#1d2b3a' },
  },
  content: {
    message: 'This website uses cookies to ensure you get the best experience on our website.',
    dismiss: 'Got it!', link: 'Privacy policy', href: '/shared/privacy.html',
  },
});
