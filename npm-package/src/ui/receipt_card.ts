// The holder's receipt: names of what was shared, by whom, until when, and how to withdraw. To keep as JSON, and to print.
// It takes the photocopy's place, and holds no value of the person.
import type { FieldName } from '../field.js';
import type { Receipt } from '../receipt.js';
import type { Language } from './language.js';
import { button, foreign, node, type Child } from './node.js';
import { sheetIn } from './style.js';

/** A receipt as the relying party's backend gives it to the page. */
export interface ReceiptPaper {
  readonly receipt: Receipt;
  /** Base64 of the COSE_Sign1. */
  readonly signed: string;
}

export function receiptCard(paper: ReceiptPaper, language: Language): HTMLElement {
  const id = paper.receipt.receipt_metadata.receipt_id;
  const json = new Blob([JSON.stringify(paper, null, 2)], { type: 'application/json' });
  const save = node('a', { class: 'button', part: 'button save', 'data-action': 'save', download: `ikd-${id}.json`, href: URL.createObjectURL(json) }, language.say('receipt.save'));
  return node(
    'section',
    { class: 'group receipt', part: 'receipt' },
    content(paper.receipt, language),
    node('p', { class: 'small' }, language.say('receipt.note')),
    node('div', { class: 'actions' }, button('print', language.say('receipt.print'), () => print(paper.receipt, language)), save),
  );
}

function content(receipt: Receipt, language: Language): HTMLElement {
  const row = (label: string, value: Child): Child => value !== undefined && [node('dt', {}, label), node('dd', {}, value)];
  const party = receipt.party_identification?.[0];
  const purpose = receipt.pii_processing?.purposes[0];
  const until = receipt.id_pdp?.retention_until;
  const fields = purpose?.pii_information.map(({ pii_type }) => language.field(pii_type as FieldName)).join(', ');
  const time = new Date(receipt.issued_at * 1000).toLocaleString(language.code, { dateStyle: 'long', timeStyle: 'medium' });
  return node(
    'div',
    {},
    node('h3', {}, language.say('receipt.title')),
    node(
      'dl',
      { class: 'terms' },
      row(language.say('receipt.number'), node('code', { 'data-receipt': true }, receipt.receipt_metadata.receipt_id)),
      row(language.say('receipt.time'), time),
      row(language.say('terms.receiver'), party && foreign(`${party.party_name} · ${party.party_id}`)),
      row(language.say('terms.purpose'), purpose && foreign(purpose.purpose)),
      row(language.say('receipt.fields'), fields),
      row(language.say('receipt.until'), until),
      row(language.say('receipt.withdraw'), purpose && foreign(purpose.withdrawal_method)),
      row(language.say('done.issuer'), receipt.id_pdp && foreign(receipt.id_pdp.issuer)),
    ),
  );
}

/** A window of its own with the receipt alone: the host's page is not printed. Its sheet is made there, so that a strict policy lets it be. */
function print(receipt: Receipt, language: Language): void {
  const view = open('', '_blank');
  if (view === null) return;
  view.document.title = `${language.say('receipt.title')} ${receipt.receipt_metadata.receipt_id}`;
  view.document.documentElement.lang = language.code;
  view.document.adoptedStyleSheets = [sheetIn(view as Window & typeof globalThis)];
  view.document.body.className = 'paper';
  view.document.body.append(view.document.adoptNode(content(receipt, language)));
  view.print();
}
