// In a closed shadow root.
'use strict';

class RopeChoice extends HTMLElement {
  #root = this.attachShadow({ mode: 'closed' });

  connectedCallback() {
    ownBanner.run((banner) => {
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = '/shared/banner.css';
      this.#root.append(style, banner);
    });
  }
}

customElements.define('rope-choice', RopeChoice);
document.body.append(document.createElement('rope-choice'));
