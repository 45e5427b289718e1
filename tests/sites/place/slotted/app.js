// The box and its buttons stand in an open shadow root; the sentence is slotted in from outside.
'use strict';

ownBanner.run((banner) => {
  const root = shadowOn(document.body, 'open');
  const words = banner.querySelector('p');
  const slot = document.createElement('slot');
  slot.name = 'words';
  words.replaceWith(slot);
  words.slot = 'words';
  root.host.append(words);
  root.append(banner);
});
