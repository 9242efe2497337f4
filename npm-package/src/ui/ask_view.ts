// The first screen: who asks what, why, for how long, on what ground. Optional fields are off; no box is ticked before.
// UU 27/2022 Art. 21(1) names what must be told, Art. 22 that it stands by itself in plain words.
import type { FieldName } from '../field.js';
import type { RequestedField } from '../request.js';
import type { Question } from '../session_state.js';
import type { Language } from './language.js';
import { button, foreign, node, type Child } from './node.js';
import { otherWays } from './other_ways.js';
import type { Scene, StateOf, View } from './view.js';

/** Specific personal data (UU 27/2022 Art. 4(2)) among what a relying party may ask. */
const SPECIFIC: ReadonlySet<FieldName> = new Set<FieldName>(['foto', 'penyakit', 'disabilitas', 'golongan_darah', 'agama']);

export function askView(scene: Scene, { question, chosen }: StateOf<'asking'>): View {
  const { session, language } = scene;
  const plain = question.fields.filter(({ name }) => name !== 'foto');
  const photo = question.fields.find(({ name }) => name === 'foto');
  const picked = new Set(chosen);
  const pick = (name: FieldName, box: HTMLInputElement): void => {
    if (box.checked) picked.add(name);
    else picked.delete(name);
    session.choose([...picked]);
  };
  const row = (field: RequestedField): HTMLElement => fieldRow(field, language, picked, pick);
  const required = plain.filter((field) => field.required);
  const optional = plain.filter((field) => !field.required);
  return {
    title: language.say('ask.title'),
    // The boxes hold what is chosen: nothing is drawn anew under the person's finger.
    update: () => undefined,
    body: [
      node('p', { class: 'lead' }, language.say('ask.lead')),
      group(language.say('ask.required'), language.say('ask.required.note'), required.map(row)),
      group(language.say('ask.optional'), language.say('ask.optional.note'), optional.map(row)),
      photo !== undefined && group(language.say('ask.special'), language.say('ask.special.note'), [row(photo)], 'special'),
      terms(question, language),
      node(
        'div',
        { class: 'actions equal' },
        button('agree', language.say('ask.agree'), () => session.agree()),
        button('refuse', language.say('ask.refuse'), () => session.refuse()),
      ),
      node('p', { class: 'small' }, language.say('ask.refusing')),
      otherWays(scene, ['manual']),
    ],
  };
}

function group(title: string, note: string, rows: readonly HTMLElement[], kind: 'general' | 'special' = 'general'): Child {
  if (rows.length === 0) return null;
  return node('section', { class: `group ${kind}`, part: `group ${kind}` }, node('h3', {}, title), node('p', { class: 'small' }, note), node('ul', { class: 'fields' }, rows));
}

function fieldRow({ name, required, relevance }: RequestedField, language: Language, picked: ReadonlySet<FieldName>, pick: (name: FieldName, box: HTMLInputElement) => void): HTMLElement {
  const text = node(
    'span',
    { class: 'field-text' },
    node('strong', {}, language.field(name), SPECIFIC.has(name) && node('em', { class: 'badge' }, language.say('ask.sensitive'))),
    name === 'nik' && node('span', { class: 'mask', 'aria-label': language.say('ask.hidden') }, language.say('value.mask')),
    node('span', { class: 'small' }, foreign(relevance)),
  );
  if (required) return node('li', { class: 'field', part: 'field', 'data-asked': name }, node('span', { class: 'mark', 'aria-hidden': 'true' }, '•'), text);
  const change = (event: Event): void => pick(name, event.target as HTMLInputElement);
  const box = node('input', { type: 'checkbox', name, checked: picked.has(name), change });
  return node('li', { part: 'field', 'data-asked': name }, node('label', { class: 'field' }, box, text));
}

function terms({ relyingParty, purpose, legalBasis, retention, processingPeriod, rights }: Question, language: Language): HTMLElement {
  const row = (key: Parameters<Language['say']>[0], ...value: Child[]): Child => [node('dt', {}, language.say(key)), node('dd', {}, value)];
  const link = node('a', { href: safeAddress(relyingParty.privacyUrl), rel: 'noreferrer', target: '_blank' }, foreign(relyingParty.privacyUrl));
  return node(
    'section',
    { class: 'group', part: 'terms' },
    node('h3', {}, language.say('ask.terms')),
    node(
      'dl',
      { class: 'terms' },
      row('terms.receiver', foreign(relyingParty.name), ' · ', foreign(relyingParty.id)),
      row('terms.purpose', foreign(purpose)),
      row('terms.basis', language.say(`basis.${legalBasis}`)),
      row('terms.retention', foreign(language.duration(retention))),
      row('terms.period', foreign(language.duration(processingPeriod))),
      row('terms.rights', foreign(rights)),
      row('terms.contact', foreign(relyingParty.contact)),
      row('terms.privacy', link),
    ),
  );
}

/** Only addresses that a person can open safely become links. */
function safeAddress(address: string): string | undefined {
  return /^https:\/\//i.test(address) ? address : undefined;
}
