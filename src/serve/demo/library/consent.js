// The banner lives in a closed shadow root. Its refusal works for one page only: on the next visit the code asks
// whether there is a choice, not which one it was.
'use strict';

class CityChoice extends HTMLElement {
  #root = this.attachShadow({ mode: 'closed' });

  connectedCallback() {
    if (keptChoice.read('city_choice') !== null) {
      this.#measure();
      return;
    }
    fetch('/banner.html').then((answer) => answer.text()).then((markup) => {
      this.#root.innerHTML = markup;
      this.#root.getElementById('yes').addEventListener('click', () => this.#choose('yes'));
      this.#root.getElementById('no').addEventListener('click', () => this.#choose('no'));
    });
  }

  #choose(value) {
    keptChoice.write('city_choice', value, 180);
    this.#root.replaceChildren();
    if (value === 'yes') this.#measure();
  }

  #measure() {
    keptChoice.load('http://static.hotjar.com/c/hotjar-4711.js');
  }
}

customElements.define('city-choice', CityChoice);
document.getElementById('search')?.addEventListener('submit', (event) => event.preventDefault());
