// Cookie Though: toggles on the first layer behind "Customise".
'use strict';

library.load('/lib/cookie-though/dist/lib.js').then(() => {
  window.CookieThough.init({
    policies: [
      { id: 'essential', label: 'Essential cookies', description: 'Keep the basket together.', category: 'essential' },
      { id: 'statistics', label: 'Statistics', description: 'Count visits with Matomo.', category: 'statistics' },
    ],
    essentialLabel: 'Always on',
    permissionLabels: { accept: 'Accept', acceptAll: 'Accept all', decline: 'Decline' },
    header: { title: 'Cookies', subTitle: 'If you like', description: 'With your consent we use cookies for statistics.' },
    cookiePolicy: { url: '/shared/privacy.html', label: 'Read the full cookie policy' },
    customizeLabel: 'Customise',
  });
  const act = ({ cookieOptions }) => {
    if (cookieOptions.some(({ id, isEnabled }) => id === 'statistics' && isEnabled)) window.measure.visits();
  };
  act(window.CookieThough.getPreferences());
  window.CookieThough.onPreferencesChanged(act);
});
