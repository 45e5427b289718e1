// Modules cannot be told what to do from outside: this one makes the element and acts on what is chosen.
import CookieConsent from '/lib/@grrr/cookie-consent/index.mjs';

window.customElements.define('cookie-consent', CookieConsent);
const element = document.createElement('div');
element.innerHTML = `<cookie-consent data-cookies='${JSON.stringify([
  { id: 'functional', label: 'Functional cookies', description: 'Keep the basket together.', required: true },
  { id: 'analytics', label: 'Analytics cookies', description: 'Count visits.' },
])}' data-description='<p>This site makes use of third-party cookies. Read more in our <a href="/shared/privacy.html">privacy policy</a>.</p>'></cookie-consent>`;
const consent = element.firstElementChild;
const act = (choices) => {
  if (choices.some(({ id, accepted }) => id === 'analytics' && accepted)) window.measure.visits();
};
consent.on('update', act);
document.body.append(consent);
if (consent.preferences.hasPreferences()) {
  consent.remove();
  act(consent.preferences.getAll());
} else {
  consent.show();
  consent.on('submit', () => consent.remove());
}
