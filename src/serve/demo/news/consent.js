// Written after how a widespread WordPress plugin behaves, with our own code: the bar comes late, offers "Accept" and a
// link to settings; in the dialog everything but the strictly necessary switch is locked, and "Save Changes" stores
// nothing as long as that switch is off. The refusal is to switch it on and save.
'use strict';

(() => {
  const NAME = 'moove_gdpr_popup';
  const DAYS = 365;

  const kept = keptChoice.read(NAME);

  function measure() {
    keptChoice.load('http://www.clarity.ms/tag/demo.js');
  }

  function store(thirdparty) {
    keptChoice.write(NAME, JSON.stringify({ strict: '1', thirdparty, advanced: thirdparty }), DAYS);
    document.getElementById('moove_gdpr_cookie_info_bar')?.remove();
    if (thirdparty === '1') measure();
  }

  function element(tag, properties, children = []) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in made) made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  function tick(id, text, checked) {
    const box = element('input', { type: 'checkbox', id, name: id, checked });
    return [box, element('label', { htmlFor: id, className: 'cookie-switch' }, [box, element('span', {}, [text])])];
  }

  function openModal() {
    document.getElementById('moove_gdpr_cookie_modal')?.remove();
    const [strict, strictLabel] = tick('moove_gdpr_strict_cookies', 'Strictly Necessary Cookies', kept !== null);
    const [third, thirdLabel] = tick('moove_gdpr_performance_cookies', '3rd Party Cookies', false);
    third.disabled = !strict.checked;
    strict.addEventListener('change', () => {
      third.disabled = !strict.checked;
      if (!strict.checked) third.checked = false;
    });

    const sections = [
      element('section', {}, [
        element('h2', {}, ['Privacy Overview']),
        element('p', {}, ['This newspaper uses cookies so that we can see which articles are read and remember you when you come back.'])]),
      element('section', {}, [
        element('h3', {}, ['Strictly Necessary Cookies']),
        element('p', {}, ['Should be on at all times, so that we can save your preferences for cookie settings.']),
        element('fieldset', { className: 'gdpr-cc-form-fieldset' }, [strictLabel])]),
      element('section', {}, [
        element('h3', {}, ['3rd Party Cookies']),
        element('p', {}, ['We use Clarity to see which articles are read.']),
        element('fieldset', { className: 'gdpr-cc-form-fieldset' }, [thirdLabel])]),
    ];

    const all = element('button', { type: 'button', className: 'mgbutton moove-gdpr-modal-allow-all' }, ['Enable All']);
    const save = element('button', { type: 'button', className: 'mgbutton moove-gdpr-modal-save-settings' }, ['Save Changes']);
    const close = element('button', { type: 'button', className: 'moove-gdpr-modal-close', 'aria-label': 'Close GDPR Cookie Settings' }, ['×']);
    const modal = element('div', { id: 'moove_gdpr_cookie_modal', role: 'dialog', 'aria-label': 'GDPR Settings Screen' }, [
      element('div', { className: 'panel' }, [
        ...sections, element('div', { className: 'buttons' }, [all, save]),
      ]), close]);
    all.addEventListener('click', () => { store('1'); modal.remove(); });
    close.addEventListener('click', () => modal.remove());
    save.addEventListener('click', () => {
      if (strict.checked) store(third.checked ? '1' : '0');
      modal.remove();
    });
    document.body.append(modal);
  }

  function showBar() {
    const settings = element('button', { type: 'button', className: 'change-settings-button', 'aria-label': 'Settings' }, ['settings']);
    const accept = element('button', { type: 'button', className: 'mgbutton moove-gdpr-infobar-allow-all', 'aria-label': 'Accept' }, ['Accept']);
    const bar = element('aside', { id: 'moove_gdpr_cookie_info_bar', 'aria-label': 'GDPR Cookie Banner' }, [
      element('div', { className: 'moove-gdpr-info-bar-content' }, [
        element('p', {}, ['We are using cookies to give you the best experience on our website. You can find out more about which cookies we are using or switch them off in ', settings, '.']),
        accept])]);
    accept.addEventListener('click', () => store('1'));
    settings.addEventListener('click', openModal);
    document.body.append(bar);
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => bar.classList.add('shown')));
  }

  document.getElementById('foot-settings').addEventListener('click', openModal);
  if (kept === null) window.setTimeout(showBar, 2200);
  else if (JSON.parse(kept).thirdparty === '1') measure();
})();
