// Google is told that all is granted, before and after whatever is chosen.
'use strict';

window.dataLayer = [];
window.gtag = function gtag() { window.dataLayer.push(arguments); };
gtag('js', new Date());
gtag('config', 'G-ROPEWALK');
gtag('consent', 'default', { ad_storage: 'granted', analytics_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' });
fetch('https://www.google-analytics.com/g/collect?v=2&tid=G-ROPEWALK&gcs=G111', { method: 'POST', mode: 'no-cors', keepalive: true });
site.start();
