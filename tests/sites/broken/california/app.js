// Advertises to everybody, offers no way out, and heeds no signal.
'use strict';

for (const way of document.querySelectorAll('.again, .privacy-choices')) way.remove();
window.__uspapi = (command, _version, done) => {
  if (command === 'getUSPData') done({ version: 1, uspString: '1YNN' }, true);
};
site.ads();
