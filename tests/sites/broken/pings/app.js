// Google is sent a ping that says that nothing is granted.
'use strict';

window.dataLayer = [];
window.gtag = function gtag() { window.dataLayer.push(arguments); };
const told = (grant) => ({ ad_storage: grant, analytics_storage: grant, ad_user_data: grant, ad_personalization: grant });
gtag('consent', 'default', told('denied'));
gtag('js', new Date());
gtag('config', 'G-ROPEWALK');
const asked = site.settle;
site.settle = function settle(answer) {
  asked.call(this, answer);
  gtag('consent', 'update', told(answer === 'necessary' ? 'denied' : 'granted'));
};
site.start();
const gcs = site.kept() === null || site.kept() === 'necessary' ? 'G100' : 'G111';
fetch(`https://www.google-analytics.com/g/collect?v=2&tid=G-ROPEWALK&gcs=${gcs}`, { method: 'POST', mode: 'no-cors', keepalive: true });
