// The parts of the shell that must work when the server does not: the heartbeat's alarm and the reconnection.
(() => {
  'use strict';

  // With a beat every 2 s the silence is said well within 10 s, whichever direction is cut.
  const silentAfter = 6000;
  const answerLimit = 6000;
  const openedAt = performance.now();
  let beatAt = null;
  let beats = 0;
  let beatWall = '';
  let unitOffset = null;
  let connected = true;
  let unitAtBeat = null;
  let pace = 1;

  function isLost() {
    return !connected || performance.now() - (beatAt ?? openedAt) > silentAfter;
  }

  // The clock of a demonstration may stand still or run fast: how fast is told by the last two beats.
  function notePace(unitNow, at) {
    const passed = at - beatAt;
    if (unitAtBeat === null || passed < 1000) return;
    pace = Math.round((unitNow - unitAtBeat) / passed);
  }

  function showContact() {
    const heartbeat = document.getElementById('heartbeat');
    if (!heartbeat) return;
    const lost = isLost();
    heartbeat.classList.toggle('silent', lost);
    document.documentElement.classList.toggle('no-contact', lost);
    const sentence = lost ? (beatAt === null ? heartbeat.dataset.never : heartbeat.dataset.lost.replace('{0}', beatWall)) : '';
    const place = heartbeat.querySelector('.lost');
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  window.unitShell = {
    beat(unitNow, wall, heard) {
      beats++;
      if (!heard) return;
      const at = performance.now();
      notePace(unitNow, at);
      beatAt = at;
      unitAtBeat = unitNow;
      beatWall = wall;
      unitOffset = unitNow - Date.now();
      showContact();
      document.querySelectorAll('time-ago').forEach(element => element.show());
    },
    // The unit's time in milliseconds since 1970; null before the first beat.
    now: () => unitAtBeat === null ? null : unitAtBeat + (performance.now() - beatAt) * pace,
    inContact: () => !isLost(),
    // How many beats have come since the page was loaded: more than none means that clicks are answered.
    beats: () => beats
  };

  setInterval(showContact, 500);

  // "5 minutes ago" in the unit's time. Shown only once the unit's time is known.
  class TimeAgo extends HTMLElement {
    static observedAttributes = ['at'];
    connectedCallback() { this.show(); }
    attributeChangedCallback() { this.show(); }
    show() {
      if (unitOffset === null) return;
      const seconds = (Date.parse(this.getAttribute('at')) - (Date.now() + unitOffset)) / 1000;
      const steps = [[60, 1, 'second'], [3600, 60, 'minute'], [86400, 3600, 'hour'], [Infinity, 86400, 'day']];
      const [, size, unit] = steps.find(([below]) => Math.abs(seconds) < below);
      const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
      const text = unit === 'second' ? format.format(0, 'second') : format.format(Math.trunc(seconds / size), unit);
      if (this.textContent !== text) this.textContent = text;
    }
  }
  customElements.define('time-ago', TimeAgo);
  setInterval(() => document.querySelectorAll('time-ago').forEach(element => element.show()), 15000);

  // Reconnection: keeps trying, at once when the tab is looked at again; a circuit that is gone needs a fresh page.
  const dialog = document.getElementById('reconnect');
  const waits = [500, 1000, 2000, 3000, 5000];
  let attempt = 0;
  let timer = null;
  let trying = false;

  // A page that is loaded anew because its circuit is gone gets back what was typed.
  function loadAnew() {
    window.unitForms.keepForReload();
    location.reload();
  }

  async function sessionHasEnded() {
    try {
      return (await fetch('_blazor/negotiate?negotiateVersion=1', { method: 'POST', signal: AbortSignal.timeout(answerLimit) })).status === 401;
    } catch {
      return false;
    }
  }

  async function tryAgain() {
    if (connected || trying) return;
    clearTimeout(timer);
    trying = true;
    try {
      if (!await Blazor.reconnect()) loadAnew();
    } catch {
      // Either the server was not reached, or it answers but the session has ended: then only a fresh page helps.
      if (await sessionHasEnded()) loadAnew();
    } finally {
      trying = false;
    }
    if (!connected) timer = setTimeout(tryAgain, waits[Math.min(attempt++, waits.length - 1)]);
  }

  document.addEventListener('visibilitychange', () => {
    showContact();
    if (document.visibilityState === 'visible') tryAgain();
  });
  window.addEventListener('online', tryAgain);
  document.getElementById('reconnect-now').addEventListener('click', tryAgain);
  dialog.addEventListener('cancel', event => event.preventDefault());

  function onConnectionDown() {
    connected = false;
    attempt = 0;
    window.unitForms.connectionLost();
    showContact();
    if (!dialog.open) dialog.showModal();
    timer = setTimeout(tryAgain, waits[0]);
  }

  function onConnectionUp() {
    connected = true;
    // The unit has just answered.
    if (beatAt !== null) beatAt = performance.now();
    clearTimeout(timer);
    if (dialog.open) dialog.close();
    showContact();
    window.unitForms.connectionBack();
  }

  document.querySelector('.skip-link').addEventListener('click', event => {
    event.preventDefault();
    document.getElementById('content')?.focus();
  });

  // What was not saved must be seen: a refusal that appears out of sight is brought into it.
  new MutationObserver(changes => {
    for (const node of changes.flatMap(change => [...change.addedNodes])) {
      const refusal = node.nodeType !== Node.ELEMENT_NODE ? null : node.matches('.refusals') ? node : node.querySelector('.refusals');
      refusal?.scrollIntoView({ block: 'center' });
    }
  }).observe(document.body, { childList: true, subtree: true });

  // Blazor decides about a default action before it knows the key; in a combobox these keys move and choose.
  document.addEventListener('keydown', event => {
    if (event.target.getAttribute?.('role') === 'combobox' && ['Enter', 'ArrowUp', 'ArrowDown', 'Escape'].includes(event.key)) event.preventDefault();
  });

  // A scanner ends what it types with Enter: that completes the field and goes on to the next one, and never sends the form.
  document.addEventListener('keydown', event => {
    const field = event.target;
    if (event.key !== 'Enter' || field.dataset?.scan === undefined) return;
    event.preventDefault();
    const fields = [...field.form.querySelectorAll('input, select, textarea, button')].filter(element => element.offsetParent && !element.disabled);
    fields[fields.indexOf(field) + 1]?.focus();
  });

  // Into a network that swallows everything a socket would try to open for minutes.
  class ImpatientSocket extends WebSocket {
    constructor(...address) {
      super(...address);
      const limit = setTimeout(() => this.close(), answerLimit);
      this.addEventListener('open', () => clearTimeout(limit));
    }
  }

  Blazor.start({
    ssr: { disableDomPreservation: true },
    circuit: {
      reconnectionHandler: { onConnectionDown, onConnectionUp },
      configureSignalR: connection => connection
        .withUrl('_blazor', { timeout: answerLimit, WebSocket: ImpatientSocket })
        .withServerTimeout(answerLimit + 2000)
        .withKeepAliveInterval(2000)
    }
  });
})();
