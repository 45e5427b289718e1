// cookies-eu-banner: in the flow, at the top of the page.
'use strict';

document.body.insertAdjacentHTML('beforeend', `
  <template id="cookies-eu-banner-template">
    <div id="cookies-eu-banner">
      By continuing to visit this site, you accept the use of cookies by Matomo for statistical purposes. <a href="/shared/privacy.html">Privacy policy</a>
      <button id="cookies-eu-reject">Reject</button>
      <button id="cookies-eu-accept">Accept</button>
    </div>
  </template>`);
library.load('/lib/cookies-eu-banner/dist/cookies-eu-banner.global.js').then(() => {
  window.CookiesEuBanner.createCookiesBanner({
    onAccept: () => window.measure.visits(),
    onReject: () => {},
  });
});
