// The countdown to the next rate, counted in the browser by the unit's clock. Without contact it counts nothing: a timer that
// goes on alone would look live when nobody knows whether the rate was changed meanwhile.
(() => {
  'use strict';

  class StepCountdown extends HTMLElement {
    static observedAttributes = ['due'];
    connectedCallback() {
      this.setAttribute('role', 'timer');
      this.timer = setInterval(() => this.show(), 500);
      this.show();
    }
    disconnectedCallback() { clearInterval(this.timer); }
    attributeChangedCallback() { if (this.isConnected) this.show(); }
    show() {
      const now = window.unitShell.now();
      const contact = window.unitShell.inContact();
      this.classList.toggle('lost', !contact);
      let text;
      if (!contact) text = this.dataset.lost;
      else if (now === null) text = this.dataset.waiting;
      else {
        const seconds = Math.ceil((Date.parse(this.getAttribute('due')) - now) / 1000);
        this.classList.toggle('due', seconds <= 0);
        text = seconds > 0 ? this.dataset.in.replace('{0}', span(seconds)) : seconds > -60 ? this.dataset.now : this.dataset.late.replace('{0}', span(-seconds));
      }
      if (this.textContent !== text) this.textContent = text;
    }
  }

  function span(seconds) {
    const two = number => String(number).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
  }

  customElements.define('step-countdown', StepCountdown);
})();
