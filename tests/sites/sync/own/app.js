// The page's own identifier goes to a tracker, in an address and as a link that carries it along.
'use strict';

let visitor = /(?:^|; )visitor=([^;]*)/.exec(document.cookie)?.[1];
if (!visitor) {
  visitor = crypto.randomUUID();
  document.cookie = `visitor=${visitor}; Path=/; Max-Age=31536000; Secure; SameSite=Lax`;
}
new Image().src = `https://tracker-one.example/known?visitor=${visitor}`;
const link = document.createElement('a');
link.href = `https://tracker-two.example/met/link?visitor=${visitor}`;
link.textContent = 'Our partner';
document.body.append(link);
