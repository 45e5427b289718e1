// Whoever refuses is marked: in web storage, in a cookie that nobody described, in one that is called like a known one,
// and at a host that only a list knows.
'use strict';

const asked = site.settle;
site.settle = function settle(answer) {
  asked.call(this, answer);
  if (answer !== 'necessary') return;
  const fresh = () => crypto.randomUUID().replaceAll('-', '');
  if (!localStorage.ajs_user_traits) localStorage.ajs_user_traits = fresh();
  for (const [name, value] of [['berth', fresh()], ['_ga', `GA1.1.${parseInt(fresh().slice(0, 8), 16)}.${Math.floor(Date.now() / 1000)}`]]) {
    if (!document.cookie.includes(`${name}=`)) document.cookie = `${name}=${value}; Path=/; Max-Age=15552000; SameSite=Lax; Secure`;
  }
  new Image().src = `https://listed-measuring.example/hit.gif?who=${localStorage.ajs_user_traits}`;
};
site.start();
