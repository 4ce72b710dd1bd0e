// The form that asks an endpoint for a prediction, on the path that its clients use.
(() => {
  const form = document.querySelector('form[data-try]');
  if (!form) return;
  const answer = document.getElementById('answer');
  const feedback = document.querySelector('#feedback pre');
  const fields = [...form.querySelectorAll('.field')];
  const input = field => field.querySelector('input, select');
  let known = form.dataset.id;
  // A number goes out digit by digit as it was typed; what is none goes out as text, for the server to judge.
  const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
  const json = (kind, text) => {
    const plain = text.trim();
    const literal = kind === 'number' ? NUMBER.test(plain)
      : kind === 'boolean' && (plain === 'true' || plain === 'false');
    return literal ? plain : JSON.stringify(text);
  };
  const member = field => {
    const text = input(field).value;
    const value = text !== '' ? json(field.dataset.kind, text)
      : field.dataset.nullable === 'true' ? 'null' : null;
    return value === null ? null : JSON.stringify(field.dataset.field) + ':' + value;
  };
  const row = () => '{' + fields.map(member).filter(m => m !== null).join(',') + '}';

  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const say = (field, text, state) => {
    field.dataset.state = state;
    field.querySelector('.said').textContent = text;
    if (state === 'bad') input(field).setAttribute('aria-invalid', 'true');
    else input(field).removeAttribute('aria-invalid');
  };
  const add = (field, text, state) => {
    const before = field.querySelector('.said').textContent;
    say(field, before ? `${before}; ${text}` : text, state);
  };
  const clear = () => fields.forEach(field => say(field, '', ''));
  const named = name => fields.find(field => field.dataset.field === name);

  const figure = value => Array.isArray(value) ? value.map(figure).join(', ')
    : typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
  const fact = (term, value, note) => element('div', '',
    element('dt', '', term), element('dd', '', value, ...(note ? [element('small', '', note)] : [])));

  const bar = share => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'meter');
    svg.setAttribute('viewBox', '0 0 100 6');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    rect.setAttribute('width', String(100 * share));
    rect.setAttribute('height', '6');
    svg.append(rect);
    return svg;
  };
  const SHOWN = 10;
  const probabilities = byClass => {
    const sorted = Object.entries(byClass);
    if (sorted.length > 2) sorted.sort((a, b) => b[1] - a[1]);
    const body = element('tbody', '', ...sorted.slice(0, SHOWN).map(([name, share]) => {
      const head = element('th', '', name);
      head.scope = 'row';
      return element('tr', '', head, element('td', 'right nowrap', share.toFixed(4)),
        element('td', 'bar-cell', bar(share)));
    }));
    const rest = sorted.length - SHOWN;
    return [element('h3', '', 'Probabilities'), element('table', 'probabilities', body),
      ...(rest > 0 ? [element('p', 'muted', `and ${rest} less likely ones`)] : [])];
  };
  const whole = text => {
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
    const pre = element('pre', 'reply', shown);
    pre.tabIndex = 0;
    return element('details', '', element('summary', '', 'The whole reply'), pre);
  };

  const answered = (reply, headers, text, millis) => {
    const made = reply.predictions[0];
    const unusual = made.flags ?? [];
    for (const reason of made.reasons ?? []) {
      const field = named(reason.field);
      if (field) add(field, reason.message, 'warn');
    }
    const facts = element('dl', 'figures answered',
      fact('Prediction', figure(made.prediction)),
      fact('Version', 'v' + reply.version, headers.get('Slipway-Route-Reason') ?? ''),
      fact('Round trip', millis.toFixed(millis < 10 ? 1 : 0) + '\u202fms', 'from this browser'));
    const flags = unusual.length === 0 ? element('p', 'muted', 'Nothing is unusual about this row.')
      : element('p', '', 'Unusual: ', element('span', 'chips',
        ...unusual.map(flag => element('span', 'chip warn-text', flag))));
    answer.replaceChildren(facts,
      ...(made.probabilities ? probabilities(made.probabilities) : []),
      ...(made.decision === undefined ? []
        : [element('p', '', 'Decision value ' + figure(made.decision))]),
      flags,
      element('p', 'muted', 'Prediction id ', element('code', '', made.id)),
      whole(text));
    if (feedback) feedback.textContent = feedback.textContent.replace(known, made.id);
    known = made.id;
  };

  const refused = (status, error, text) => {
    const faults = error?.faults ?? [];
    const elsewhere = [];
    for (const fault of faults) {
      const field = named(fault.field);
      if (field) add(field, fault.message, 'bad');
      else elsewhere.push(fault.field + ' ' + fault.message);
    }
    const message = element('div', 'message bad', element('p', 'strong', 'Not answered'),
      element('p', '', error?.message ?? 'The server answered without saying why.'),
      ...elsewhere.map(line => element('p', '', line)),
      element('p', 'muted small', [status, error?.code].filter(Boolean).join(' ')));
    answer.replaceChildren(message, ...(text ? [whole(text)] : []));
    const first = form.querySelector('[aria-invalid]');
    if (first) first.focus();
  };

  let asked = 0;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const turn = ++asked;
    clear();
    answer.setAttribute('aria-busy', 'true');
    const from = performance.now();
    try {
      const reply = await fetch(form.dataset.try, { method: 'POST', body: row(),
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' } });
      const text = await reply.text();
      const millis = performance.now() - from;
      if (turn !== asked) return;
      let said = null;
      try { said = JSON.parse(text); } catch { /* told as no reason */ }
      if (reply.ok && said) answered(said, reply.headers, text, millis);
      else refused(reply.status, said?.error, text);
    } catch {
      if (turn === asked) refused(null, { message: 'The server cannot be reached; try again when it is up.' }, '');
    } finally {
      if (turn === asked) answer.removeAttribute('aria-busy');
    }
  });
  form.addEventListener('reset', clear);
})();
