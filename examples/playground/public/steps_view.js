// How far a code got: each step with its time, each check with its rule and what it read, and where it was stopped.

import { element, foreign } from '/page/element.js';

const MARKS = { passed: '✓', stopped: '✗', skipped: '–', unreached: '·' };

export function stepsView(laboratory, language) {
  const { seen } = laboratory;
  const say = (key, values) => language.say(key, values);
  const title = element('h2', { id: 'steps-title' }, say('steps.title'));
  if (!seen) return [title, element('p', { class: 'lead' }, say('steps.none'))];
  return [
    title,
    verdict(seen, language),
    element('p', { class: seen.values === 'shown' ? 'small' : 'notice', 'data-values': seen.values }, say(`values.${seen.values}`)),
    element('ol', { class: 'steps' }, seen.steps.map((step) => stepItem(step, seen, language))),
    element('p', { class: 'small' }, say('steps.time', { total: total(seen) })),
    seen.outcome.outcome === 'verified' && levels(seen.outcome, language),
    element('details', {}, element('summary', {}, say('json.title')), element('pre', { tabindex: 0, role: 'region', 'aria-label': say('json.title') }, JSON.stringify(seen.outcome, null, 2))),
  ];
}

function verdict({ outcome, length }, language) {
  const say = (key, values) => language.say(key, values);
  if (outcome.outcome === 'verified') return element('p', { class: 'good-line', 'data-verdict': 'verified' }, say('verdict.verified', { length }));
  const { code, category, detail } = outcome;
  const link = element('a', { href: `/codes.html?lang=${language.code}#${code}`, 'data-code': code }, element('code', {}, code));
  const said = Object.entries(detail ?? {}).map(([name, value]) => `${name}: ${value}`).join(', ');
  return element('p', { class: 'notice bad', 'data-verdict': 'rejected' }, say('verdict.rejected'), ' ', link, ` (${category})`, said && element('span', {}, '. ', foreign(said)));
}

function stepItem(step, seen, language) {
  const time = step.micros === null ? undefined : element('span', { class: 'time' }, micros(step.micros));
  return element(
    'li',
    { class: 'step', 'data-name': step.name },
    element('div', { class: 'step-head' }, element('strong', {}, language.say(`step.${step.name}`)), time),
    element('ul', { class: 'checks' }, step.checks.map((check) => checkItem(check, seen, language))),
  );
}

function checkItem(check, seen, language) {
  const say = (key, values) => language.say(key, values);
  const parts = check.state === 'unreached' ? [] : seen.parts.filter((part) => part.check === check.name);
  return element(
    'li',
    { 'data-check': check.name, 'data-state': check.state },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[check.state]),
    element(
      'div',
      { class: 'check' },
      element('span', {}, say(`check.${check.name}`), ' ', element('span', { class: 'small' }, say(`state.${check.state}`), ' · ', element('a', { href: '/PROFILE.md' }, say('rule', { section: check.rule })))),
      parts.map((part) => partView(part, language)),
    ),
  );
}

function partView(part, language) {
  const label = language.say('part', { name: language.say(`part.${part.name}`), length: part.length });
  const lines = (text, name) => element('pre', { tabindex: 0, role: 'region', 'aria-label': name, 'data-part': part.name }, text);
  if (part.hex === null && part.outline.length === 0) return element('p', { class: 'small', 'data-masked': part.name }, label);
  return element('details', {}, element('summary', {}, label), part.outline.length > 0 && lines(part.outline.join('\n'), `${label}, CBOR`), part.hex !== null && lines(hexLines(part.hex), `${label}, hex`));
}

function levels({ levels: reached }, language) {
  const known = Object.entries(reached).filter(([name]) => name !== 'statusAge');
  const rows = known.map(([name, level]) => [element('dt', {}, language.say(`level.${name}`)), element('dd', { 'data-level': name }, language.say(`level.${name}.${level}`))]);
  return element('details', {}, element('summary', {}, language.say('levels.title')), element('dl', { class: 'terms' }, rows));
}

/** Pairs of digits, 16 a line. */
function hexLines(hex) {
  return (hex.match(/.{1,32}/g) ?? []).map((line) => line.replace(/(..)(?=.)/g, '$1 ')).join('\n');
}

function micros(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(1)} ms` : `${value.toFixed(1)} µs`;
}

function total({ steps }) {
  return micros(steps.reduce((sum, step) => sum + (step.micros ?? 0), 0));
}
