// Written after how a widespread WordPress plugin behaves, with our own code. A bar comes two seconds after the page,
// offers "Accept" and the word "settings", and no refusal. In the dialog the strictly necessary cookies are off and all
// others locked; to save that stores nothing, and the bar is back. Only to switch them on and save is a refusal.
'use strict';

window.moove = {
  NAME: 'moove_gdpr_popup',
  DAYS: 365,
  LATE_MS: 2200,

  kept() {
    const line = document.cookie.split('; ').find((part) => part.startsWith(`${this.NAME}=`));
    return line ? JSON.parse(decodeURIComponent(line.slice(this.NAME.length + 1))) : null;
  },

  store(thirdparty) {
    const choice = JSON.stringify({ strict: '1', thirdparty, advanced: thirdparty });
    document.cookie = `${this.NAME}=${encodeURIComponent(choice)}; Path=/; Max-Age=${this.DAYS * 24 * 60 * 60}; SameSite=Lax; Secure`;
    document.getElementById('moove_gdpr_cookie_info_bar').remove();
    if (thirdparty === '1') window.measure.visits();
  },

  bar() {
    const bar = document.createElement('aside');
    bar.id = 'moove_gdpr_cookie_info_bar';
    bar.setAttribute('aria-label', 'GDPR Cookie Banner');
    bar.innerHTML = `
      <p>We are using cookies to give you the best experience on our website. You can find out more about which cookies we are using or switch them off in <button type="button" class="change-settings-button" data-href="#moove_gdpr_cookie_modal">settings</button>.</p>
      <button type="button" class="mgbutton moove-gdpr-infobar-allow-all" aria-label="Accept">Accept</button>`;
    bar.querySelector('.mgbutton').addEventListener('click', () => this.store('1'));
    bar.querySelector('.change-settings-button').addEventListener('click', () => document.getElementById('moove_gdpr_cookie_modal').showModal());
    return bar;
  },

  part(name, words, id, attribute) {
    return `<section><h3>${name}</h3><p>${words}</p>
      <label class="cookie-switch"><input type="checkbox" id="${id}" aria-label="${name}" ${attribute}><span></span></label></section>`;
  },

  dialog(form) {
    const dialog = document.createElement('dialog');
    dialog.id = 'moove_gdpr_cookie_modal';
    dialog.setAttribute('aria-label', 'GDPR Settings Screen');
    const names = ['Privacy Overview', 'Strictly Necessary Cookies', '3rd Party Cookies'];
    const tabs = form === 'tabs' ? `<ul>${names.map((name, at) => `<li><button type="button" data-tab="${at}">${name}</button></li>`).join('')}</ul>` : '';
    dialog.innerHTML = `${tabs}
      <section><h2>Privacy Overview</h2><p>This website uses cookies so that we can provide you with the best user experience possible. Cookie information is stored in your browser and helps us to recognise you when you come back.</p></section>
      ${this.part(names[1], 'Should be enabled at all times so that we can save your preferences for cookie settings.', 'moove_gdpr_strict_cookies', '')}
      ${this.part(names[2], 'We use Matomo to see which stories are read.', 'moove_gdpr_performance_cookies', 'disabled')}
      <button type="button" class="mgbutton moove-gdpr-modal-allow-all">Enable All</button>
      <button type="button" class="mgbutton moove-gdpr-modal-save-settings">Save Settings</button>
      <button type="button" class="moove-gdpr-modal-close" aria-label="Close GDPR Cookie Settings">×</button>`;
    const sections = [...dialog.querySelectorAll('section')];
    const show = (wanted) => sections.forEach((section, at) => { section.hidden = at !== wanted; });
    if (form === 'tabs') {
      show(0);
      for (const tab of dialog.querySelectorAll('[data-tab]')) tab.addEventListener('click', () => show(Number(tab.dataset.tab)));
    }
    const [strict, third] = dialog.querySelectorAll('input');
    strict.addEventListener('change', () => {
      third.disabled = !strict.checked;
      if (!strict.checked) third.checked = false;
    });
    dialog.querySelector('.moove-gdpr-modal-allow-all').addEventListener('click', () => {
      dialog.close();
      this.store('1');
    });
    dialog.querySelector('.moove-gdpr-modal-close').addEventListener('click', () => dialog.close());
    dialog.querySelector('.moove-gdpr-modal-save-settings').addEventListener('click', () => {
      dialog.close();
      if (strict.checked) this.store(third.checked ? '1' : '0');
    });
    return dialog;
  },

  run(form) {
    const kept = this.kept();
    if (kept !== null) {
      if (kept.thirdparty === '1') window.measure.visits();
      return;
    }
    document.body.append(this.dialog(form));
    window.setTimeout(() => {
      const bar = this.bar();
      document.body.append(bar);
      window.requestAnimationFrame(() => window.requestAnimationFrame(() => bar.classList.add('shown')));
    }, this.LATE_MS);
  },
};
