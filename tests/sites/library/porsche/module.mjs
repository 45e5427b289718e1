// Defines the element.
import { defineCustomElement } from '/lib/@porscheofficial/cookie-consent-banner/dist/components/cookie-consent-banner.js';

defineCustomElement();
const banner = document.querySelector('cookie-consent-banner');
banner.availableCategories = [
  { key: 'technically_required', label: 'Technically necessary cookies', description: 'Keep the basket together.', isMandatory: true },
  { key: 'analytics', label: 'Analysis cookies', description: 'Count visits.' },
];
const inHalfAYear = new Date(Date.now() + 180 * 24 * 60 * 60 * 1000);
banner.cookieAttributes = { expires: inHalfAYear, path: '/', secure: true, sameSite: 'lax' };
