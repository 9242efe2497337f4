// Step 5: what the bank has now, how well it is known, what it does not prove, and the receipt.

import { element, foreign } from '/page/element.js';

export function resultView(flow, language) {
  const { result } = flow.state;
  const id = result.receipt.receipt.receipt_metadata.receipt_id;
  const say = (key) => language.say(key);
  return {
    title: say('done.title'),
    tone: 'good',
    body: [
      element('p', { class: 'lead' }, say('done.lead')),
      element('section', { class: 'group' }, element('h2', {}, say('done.fields')), values(result.data.fields, language)),
      result.warnings.map((warning) => element('p', { class: 'notice', 'data-warning': warning }, say(`warning.${warning}`))),
      element(
        'section',
        { class: 'group' },
        element('h2', {}, say('done.unproven')),
        element('ul', { class: 'plain' }, ['active', 'holder', 'official'].map((key) => element('li', {}, say(`done.unproven.${key}`)))),
      ),
      element(
        'details',
        { class: 'group' },
        element('summary', {}, say('done.levels')),
        element('dl', { class: 'terms' }, levels(result, language)),
      ),
      element('p', { class: 'small' }, say('done.receipt'), ' ', element('code', { 'data-receipt': true }, id)),
      element(
        'div',
        { class: 'actions' },
        element('a', { class: 'button', href: address(result.data.page, 'text/html'), download: `ikd-${id}.html` }, say('done.print')),
        element('a', { class: 'button', href: address(JSON.stringify(result.receipt, null, 2), 'application/json'), download: `ikd-${id}.json` }, say('done.save')),
        element('button', { 'data-action': 'restart', click: () => flow.begin() }, say('done.again')),
      ),
    ],
  };
}

function values(fields, language) {
  const rows = Object.entries(fields).map(([name, value]) => [
    element('dt', {}, language.say(`field.${name}`)),
    element('dd', { 'data-released': name }, shown(name, value, language)),
  ]);
  return element('dl', { class: 'values' }, rows);
}

function shown(name, value, language) {
  if (typeof value === 'boolean') return language.say(`value.${value}`);
  if (name === 'nik') return masked(value, language);
  if (name === 'tanggal_lahir') return element('time', { datetime: value }, day(value, language));
  if (typeof value === 'object') return foreign(Object.values(value).join(', '));
  return foreign(value);
}

function day(date, language) {
  const time = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(time.getTime())) return date;
  return new Intl.DateTimeFormat(language.code, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

/** The NIK is covered until the customer uncovers it: somebody may be looking over the shoulder. */
function masked(nik, language) {
  const number = element('bdi', { class: 'digits' }, cover(nik));
  const button = element('button', { class: 'quiet', type: 'button', 'aria-pressed': 'false', click: () => toggle() }, language.say('done.show'));
  const toggle = () => {
    const open = button.getAttribute('aria-pressed') === 'false';
    button.setAttribute('aria-pressed', String(open));
    button.textContent = language.say(open ? 'done.hide' : 'done.show');
    number.textContent = open ? nik : cover(nik);
  };
  return element('span', {}, number, ' ', button);
}

function cover(nik) {
  return `${nik.slice(0, 4)}${'•'.repeat(8)}${nik.slice(12)}`;
}

function levels({ levels: reached, issuer, keyId }, language) {
  const known = Object.entries(reached).map(([name, level]) => [
    element('dt', {}, language.say(`level.${name}`)),
    element('dd', { 'data-level': name }, word(name, level, language)),
  ]);
  return [...known, element('dt', {}, language.say('done.issuer')), element('dd', {}, foreign(issuer)), element('dt', {}, language.say('done.key')), element('dd', {}, foreign(keyId))];
}

function word(name, level, language) {
  return typeof level === 'string' ? language.say(`level.${name}.${level}`) : foreign(JSON.stringify(level));
}

function address(text, type) {
  return URL.createObjectURL(new Blob([text], { type }));
}
