// Porsche's cookie consent banner: a custom element whose words are slotted in from outside.
'use strict';

document.addEventListener('cookie_consent_preferences_restored', ({ detail }) => {
  if (detail.acceptedCategories.includes('analytics')) window.measure.visits();
});
document.addEventListener('cookie_consent_preferences_updated', ({ detail }) => {
  if (detail.acceptedCategories.includes('analytics')) window.measure.visits();
});
document.body.insertAdjacentHTML('beforeend', `
  <cookie-consent-banner
    btn-label-accept-and-continue="Agree and continue"
    btn-label-only-essential-and-continue="Continue with technically required cookies only"
    btn-label-persist-selection-and-continue="Save selection and continue"
    btn-label-select-all-and-continue="Select all and continue"
    content-settings-description="You can decide which cookies are used by selecting the respective options below.">
    We use cookies and similar technologies to provide certain features and, with your consent, to count visits. You can withdraw your consent at any time. For further information, please refer to our <a href="/shared/privacy.html">Privacy Policy</a>.
  </cookie-consent-banner>`);
library.script('/module.mjs', 'module');
