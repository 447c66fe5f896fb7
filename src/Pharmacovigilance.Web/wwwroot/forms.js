// The browser's half of GuardedForm. A dying connection loses what is typed without a word; so a form is sent only after the
// unit has answered for all that was typed before, with everything it shows; and after a lost connection the unit is asked
// what it has, and what it lacks is entered again.
(() => {
  'use strict';

  const answerLimit = 6000;
  // What was typed so long before the loss was noticed may not have arrived.
  const doubtful = 20000;
  const kept = 'unit-forms';
  const chosenKey = 'chosen buttons';
  const sentKey = 'sent';
  const person = document.documentElement.dataset.person ?? '';
  const waiting = new Set();
  const restoring = new Map();
  const typedAt = new WeakMap();
  const giveUp = new Set();
  let lostAt = null;

  // True once the unit has dealt with all that was sent before, and its answers are drawn; false when none came in time.
  function answered(limit = answerLimit) {
    return new Promise(done => {
      const no = () => { giveUp.delete(no); done(false); };
      giveUp.add(no);
      setTimeout(no, limit);
      try {
        DotNet.invokeMethodAsync('Pharmacovigilance.Web', 'unit-answer').then(() => { giveUp.delete(no); done(true); }, no);
      } catch { no(); }
    });
  }

  // Reading a form. RenderedFields.cs names and reads the fields in the same way from what the unit rendered.
  function fieldsOf(form) {
    const fields = [];
    const groups = new Map();
    let place = 0;
    for (const element of form.querySelectorAll('input, select, textarea')) {
      if (['file', 'hidden', 'submit', 'button'].includes(element.type)) continue;
      const key = element.id || `at ${place}`;
      place++;
      if (element.type === 'radio') {
        const group = groups.get(element.name) ?? [];
        group.push(element);
        groups.set(element.name, group);
      } else fields.push({ key, elements: [element] });
    }
    groups.forEach((elements, name) => fields.push({ key: `radio ${name}`, elements }));
    return fields;
  }

  // Of buttons that are chosen as radio buttons are: the ones that show as chosen, by what tells them apart.
  const nameOfButton = button => button.id || JSON.stringify(button.dataset);
  const choices = form => [...form.querySelectorAll('button[aria-checked]')];
  const chosen = form => choices(form).filter(isPressed).map(nameOfButton);
  const stateButtons = form => [...form.querySelectorAll('button[aria-checked], button[aria-pressed]')];
  const isPressed = button => button.getAttribute('aria-checked') === 'true' || button.getAttribute('aria-pressed') === 'true';

  function valueOf({ elements: [first, ...others] }) {
    if (first.type === 'radio') return String([first, ...others].findIndex(radio => radio.checked));
    return first.type === 'checkbox' ? String(first.checked) : first.value;
  }

  function shown(form) {
    const pressed = stateButtons(form).flatMap((button, at) => isPressed(button) ? [at] : []).join(' ');
    return [...fieldsOf(form).map(field => ({ key: field.key, value: valueOf(field) })), { key: 'pressed', value: pressed }];
  }

  // Entering: as if a person had.
  function put(field, value) {
    const [first] = field.elements;
    if (first.type === 'radio') field.elements.forEach((radio, at) => { radio.checked = String(at) === value; });
    else if (first.type === 'checkbox') first.checked = value === 'true';
    else first.value = value;
  }

  function enter(field) {
    const [first] = field.elements;
    const element = first.type === 'radio' ? field.elements.find(radio => radio.checked) : first;
    if (!element) return;
    if (!['radio', 'checkbox', 'select-one'].includes(element.type)) element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // Words for a person.
  const words = element => (element?.innerText ?? element?.textContent ?? '').trim().replace(/\s+/g, ' ');
  const labelOf = element => words(element.labels?.[0]) || element.getAttribute('aria-label') || '';

  function nameOf(field) {
    const [first] = field.elements;
    const group = first.closest('fieldset, [role=radiogroup], [role=group]');
    if (first.type === 'radio') return words(group?.querySelector('legend')) || group?.getAttribute('aria-label') || labelOf(first);
    return labelOf(first) || field.key;
  }

  function say(field, value) {
    const [first] = field.elements;
    if (first.type === 'password') return value ? '••••' : '';
    if (first.type === 'radio') return field.elements[value] ? labelOf(field.elements[value]) : '';
    if (first.type === 'checkbox') return value === 'true' ? '☑' : '☐';
    if (first.tagName === 'SELECT') return words([...first.options].find(option => option.value === value)) || value;
    return value;
  }

  function describe(form, differing) {
    const fields = new Map(fieldsOf(form).map(field => [field.key, field]));
    return differing.map(({ key, value }) => {
      const field = fields.get(key);
      if (field) return { key, label: nameOf(field), shown: say(field, valueOf(field)), here: say(field, value) };
      const buttons = stateButtons(form);
      const chosen = value.split(' ').filter(Boolean).map(at => words(buttons[at])).join(', ');
      return { key, label: '', shown: buttons.filter(isPressed).map(words).join(', '), here: chosen };
    });
  }

  // What is typed is kept in the tab until the form is saved: when the circuit is lost, the page is loaded anew.
  function readKept() {
    try {
      const all = JSON.parse(sessionStorage.getItem(kept));
      return all?.person === person ? all : { person, forms: {} };
    } catch { return { person, forms: {} }; }
  }

  function writeKept(change) {
    const all = readKept();
    change(all);
    try { sessionStorage.setItem(kept, JSON.stringify(all)); } catch { /* A browser without storage keeps what the unit has. */ }
  }

  function nameOfForm(form) {
    const alike = [...document.querySelectorAll('form[data-guarded]')].filter(other => other.id === form.id);
    return `${location.pathname} ${form.id} ${alike.indexOf(form)}`;
  }

  function keep(element) {
    const form = element.closest?.('form[data-guarded]');
    if (!form) return;
    const field = fieldsOf(form).find(one => one.elements.includes(element));
    if (!field || element.type === 'password') return;
    writeKept(all => { (all.forms[nameOfForm(form)] ??= {})[field.key] = valueOf(field); });
    typedAt.set(form, (typedAt.get(form) ?? new Map()).set(field.key, performance.now()));
    if (restoring.has(form)) restoring.get(form)[field.key] = valueOf(field);
  }

  function keepChosen(button) {
    const form = button.closest('form[data-guarded]');
    if (form) writeKept(all => { (all.forms[nameOfForm(form)] ??= {})[chosenKey] = chosen(form); });
  }

  // What was typed since then, as it was typed: drawings from before the loss, sent once more, may have taken its place.
  function typedSince(form, since) {
    const values = readKept().forms[nameOfForm(form)] ?? {};
    return Object.fromEntries([...typedAt.get(form) ?? []].filter(([key, at]) => at >= since && key in values).map(([key]) => [key, values[key]]));
  }

  async function restore(form, values) {
    restoring.set(form, values);
    for (let pass = 0; pass < 6 && form.isConnected; pass++) {
      await answered();
      const missing = fieldsOf(form).filter(field => field.key in values && valueOf(field) !== values[field.key]);
      const unchosen = choices(form).filter(button => !isPressed(button) && values[chosenKey]?.includes(nameOfButton(button)));
      if (pass > 1 && missing.length + unchosen.length === 0) break;
      unchosen.forEach(button => button.click());
      missing.forEach(field => { put(field, values[field.key]); enter(field); });
    }
    restoring.delete(form);
  }

  // Forms come and go with what is drawn: one that was left by the loss of its circuit gets back what was typed, and one that
  // goes while the unit answers is done with.
  const afterLoss = readKept().reload === true ? readKept().forms : {};
  writeKept(all => { if (!all.reload) all.forms = {}; all.reload = false; });
  const present = new Map();
  function lookForForms() {
    const found = document.querySelectorAll('form[data-guarded]');
    for (const form of found) {
      if (present.has(form)) continue;
      const name = nameOfForm(form);
      present.set(form, name);
      if (afterLoss[name] && !afterLoss[name][sentKey]) restore(form, afterLoss[name]);
      delete afterLoss[name];
    }
    for (const [form, name] of present) {
      if (form.isConnected) continue;
      present.delete(form);
      writeKept(all => { delete all.forms[name]; });
    }
  }

  function tell(form, what) {
    form.querySelectorAll(':scope > [data-said]').forEach(line => {
      line.hidden = line.dataset.said !== what;
      if (!line.hidden) line.scrollIntoView({ block: 'nearest' });
    });
    form.toggleAttribute('aria-busy', what === 'waiting');
  }

  async function submit(form, button) {
    if (waiting.has(form)) return;
    waiting.add(form);
    const slow = setTimeout(() => tell(form, 'waiting'), 400);
    const heard = await answered();
    clearTimeout(slow);
    waiting.delete(form);
    if (!form.isConnected) return;
    if (!heard) return tell(form, 'unsent');
    tell(form, null);
    // While a save is on its way nobody knows whether it arrived: the unit's own draft then decides, not what is kept here.
    writeKept(all => { if (all.forms[nameOfForm(form)]) all.forms[nameOfForm(form)][sentKey] = true; });
    form.dispatchEvent(new CustomEvent('shownsubmit', { bubbles: true, detail: { fields: shown(form), button: button?.value || null } }));
    if (!await answered() && form.isConnected) tell(form, 'unanswered');
  }

  window.unitForms = {
    describe,
    // Enters again what these fields show.
    enterAgain: (form, keys) => fieldsOf(form).filter(field => keys.includes(field.key)).forEach(enter),
    reveal(form) {
      const refusal = form.querySelector(':scope > .form-differences');
      refusal?.scrollIntoView({ block: 'nearest' });
      refusal?.focus({ preventScroll: true });
    },
    // Shows what the unit has.
    put(form, values) {
      const fields = new Map(fieldsOf(form).map(field => [field.key, field]));
      values.filter(({ key }) => fields.has(key)).forEach(({ key, value }) => { put(fields.get(key), value); enter(fields.get(key)); });
    },
    // The save is over: what the form still shows was not saved or may be typed on; the rest is done with.
    settled(form) {
      if (!form.isConnected) return;
      writeKept(all => {
        const values = all.forms[nameOfForm(form)];
        if (!values) return;
        delete values[sentKey];
        delete values[chosenKey];
        fieldsOf(form).filter(field => values[field.key] !== undefined && values[field.key] !== valueOf(field)).forEach(field => delete values[field.key]);
      });
    },
    connectionLost() {
      lostAt ??= performance.now();
      [...giveUp].forEach(no => no());
    },
    async connectionBack() {
      const since = (lostAt ?? performance.now()) - doubtful;
      if (!await answered()) return;
      lostAt = null;
      for (const form of document.querySelectorAll('form[data-guarded]')) {
        const values = typedSince(form, since);
        if (!restoring.has(form) && fieldsOf(form).some(field => field.key in values && valueOf(field) !== values[field.key])) await restore(form, values);
        form.dispatchEvent(new CustomEvent('showncompare', { bubbles: true, detail: { fields: shown(form) } }));
      }
    },
    // Before the page is loaded anew because its circuit is gone.
    keepForReload: () => writeKept(all => { all.reload = true; })
  };

  const createEventArgs = event => event.detail;
  Blazor.registerCustomEventType('shownsubmit', { createEventArgs });
  Blazor.registerCustomEventType('showncompare', { createEventArgs });

  window.addEventListener('input', event => keep(event.target), true);
  window.addEventListener('change', event => keep(event.target), true);
  window.addEventListener('submit', event => {
    if (!event.target.matches?.('form[data-guarded]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    submit(event.target, event.submitter);
  }, true);
  new MutationObserver(changes => {
    lookForForms();
    const button = changes.find(change => change.type === 'attributes')?.target;
    if (button) keepChosen(button);
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-checked'] });
})();
