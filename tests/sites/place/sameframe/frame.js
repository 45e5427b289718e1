// The frame's side: it only reports the choice to the page that holds it.
'use strict';

document.body.style.margin = '0';
document.body.append(ownBanner.make((choice) => window.parent.postMessage(choice, '*'), 'consent filled'));
