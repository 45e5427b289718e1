// Libraries in the words that they bring along, by language.
'use strict';

window.tongue = {
  tarteaucitron(language) {
    window.tarteaucitronForceLanguage = language;
    library.load('/lib/tarteaucitronjs/tarteaucitron.js').then(() => {
      const { tarteaucitron } = window;
      tarteaucitron.init({
        privacyUrl: '/shared/privacy.html',
        hashtag: '#tarteaucitron',
        cookieName: 'tarteaucitron',
        orientation: 'bottom',
        serviceDefaultState: 'wait',
        showAlertSmall: false,
        cookieslist: false,
        showIcon: true,
        iconPosition: 'BottomRight',
        DenyAllCta: true,
        AcceptAllCta: true,
        highPrivacy: true,
        handleBrowserDNTRequest: false,
        removeCredit: true,
        moreInfoLink: true,
        mandatory: true,
        mandatoryCta: false,
        googleConsentMode: false,
        bingConsentMode: false,
        pianoConsentMode: false,
      });
      tarteaucitron.services.visits = {
        key: 'visits',
        type: 'analytic',
        name: 'Matomo',
        needConsent: true,
        cookies: ['_pk_id.7.1fff', '_pk_ses.7.1fff'],
        js: () => window.measure.visits(),
      };
      (tarteaucitron.job = tarteaucitron.job || []).push('visits');
    });
  },

  // Only the names of purposes are ours.
  klaro(language) {
    document.body.insertAdjacentHTML('beforeend', '<script type="text/plain" data-type="application/javascript" data-name="matomo" data-src="http://cdn.matomo.cloud/demo.matomo.cloud/matomo.js"></script>');
    window.klaroConfig = {
      version: 1,
      elementID: 'klaro',
      storageMethod: 'cookie',
      cookieName: 'klaro',
      cookieExpiresAfterDays: 180,
      privacyPolicy: '/shared/privacy.html',
      default: false,
      acceptAll: true,
      hideDeclineAll: false,
      lang: language,
      translations: { [language]: { purposes: { analytics: 'Matomo', functional: 'Shop' } } },
      services: [
        { name: 'shop', title: 'Shop', purposes: ['functional'], required: true },
        { name: 'matomo', title: 'Matomo', purposes: ['analytics'], cookies: [/^_pk_/] },
      ],
    };
    library.style('/lib/klaro/dist/klaro.min.css');
    library.load('/lib/klaro/dist/klaro-no-css.js');
  },

  orejime(language) {
    const analytics = document.createElement('template');
    analytics.dataset.purpose = 'analytics';
    const script = document.createElement('script');
    script.src = 'http://cdn.matomo.cloud/demo.matomo.cloud/matomo.js';
    analytics.content.append(script);
    document.body.append(analytics);
    window.orejimeConfig = {
      privacyPolicyUrl: '/shared/privacy.html',
      purposes: [
        { id: 'shop', title: 'Shop', isMandatory: true, cookies: [] },
        { id: 'analytics', title: 'Matomo', default: false, cookies: ['/^_pk_/'] },
      ],
      cookie: { name: 'orejime', duration: 180 },
    };
    library.style('/lib/orejime/dist/orejime-standard.css');
    library.load(`/lib/orejime/dist/orejime-standard-${language}.js`);
  },

  // A modal dialog whose second layer unfolds.
  bootstrap(language) {
    library.style('/lib/bootstrap/dist/css/bootstrap.min.css');
    library.load('/lib/bootstrap/dist/js/bootstrap.bundle.min.js', '/lib/bootstrap-cookie-consent-settings/src/bootstrap-cookie-consent-settings.js').then(() => {
      const settings = new window.BootstrapCookieConsentSettings({
        contentURL: '/lib/bootstrap-cookie-consent-settings/cookie-consent-content',
        privacyPolicyUrl: '/shared/privacy.html',
        legalNoticeUrl: '/shared/second.html',
        categories: ['necessary', 'statistics'],
        lang: language,
        postSelectionCallback: () => location.reload(),
      });
      // It keeps words, and "false" is one.
      if (settings.getSettings('statistics') === 'true') window.measure.visits();
    });
  },
};
