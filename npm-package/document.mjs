// Writes ELEMENT.md from the types of src/element.ts and from what the screens say. With --check it fails where the file is not that.
import { readFile, writeFile } from 'node:fs/promises';
import ts from 'typescript';
import { fakeSession } from './dist/testing.js';
import { ICONS } from './dist/ui/icon.js';
import { Language } from './dist/ui/language.js';
import { spoken } from './dist/ui/live.js';
import { EN } from './dist/words/en.js';
import { EN_LATER } from './dist/words/en_later.js';
import { ID } from './dist/words/id.js';
import { ID_LATER } from './dist/words/id_later.js';
import { inState, WAYS } from './test/support/states.mjs';

const at = (path) => new URL(path, import.meta.url);
const source = ts.createSourceFile('element.ts', await readFile(at('src/element.ts'), 'utf8'), ts.ScriptTarget.Latest, true);
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

function comment(node) {
  return ts.getJSDocCommentsAndTags(node).map(({ comment }) => (typeof comment === 'string' ? comment : '')).join(' ');
}

/** The members of an interface: name, type, comment. */
function members(name) {
  const found = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  return found.members.map((member) => [`\`${member.name.text}\``, `\`${member.type.getText()}\``, comment(member)]);
}

/** The public properties and methods of the element: name, type, comment. */
function properties() {
  const found = source.statements.find((node) => ts.isClassDeclaration(node));
  const shown = found.members.filter((member) => member.name && ts.isIdentifier(member.name) && comment(member) !== '');
  return shown.map((member) => [`\`${member.name.text}${ts.isMethodDeclaration(member) ? '()' : ''}\``, `\`${member.type?.getText() ?? ''}\``, comment(member)]);
}

function states() {
  const languages = [new Language('id', { ...ID, ...ID_LATER }, 'Bank Contoh'), new Language('en', { ...EN, ...EN_LATER }, 'Bank Contoh')];
  const row = (name, state) => [`\`${name}\``, ICONS[state.name], ...languages.map((language) => spoken(state, language))];
  const plain = ['loading', 'requesting', 'starting', 'verifying', 'submitting'].map((name) => row(name, { name }));
  return [...plain, ...Object.keys(WAYS).map((way) => row(way, inState(fakeSession, way).state))];
}

const text = `# \`<ikd-verify>\`

Generated from the types of \`src/element.ts\` and the words of \`src/words\`; do not edit.

## Attributes

${table(['attribute', 'type', ''], members('IkdVerifyAttributes'))}

## Properties and methods

${table(['member', 'type', ''], properties())}

## Events

${table(['event', 'type', ''], members('IkdVerifyEvents'))}

## Parts

For \`ikd-verify::part(name)\`.

${table(['part', ''], members('IkdVerifyParts').map(([name, , words]) => [name, words]))}

## Slots

${table(['slot', ''], members('IkdVerifySlots').map(([name, , words]) => [name, words]))}

## Custom properties

${table(['property', 'value', ''], members('IkdVerifyCustomProperties').map(([name, type, words]) => [name, type.replaceAll("'", ''), words]))}

## States

What the live region says in each, which is also on the screen; the picture beside the heading. Every text can be replaced by the property \`words\`.

${table(['state', 'picture', 'Indonesian', 'English'], states())}
`;

const file = at('ELEMENT.md');
if (!process.argv.includes('--check')) await writeFile(file, text);
else if ((await readFile(file, 'utf8')) !== text) {
  console.error('ELEMENT.md is not what the types and words say: run node document.mjs in npm-package.');
  process.exitCode = 1;
}
