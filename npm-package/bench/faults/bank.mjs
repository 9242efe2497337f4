// A bank's backend in a process of its own. In: its settings as JSON (argument) and questions from the process that started it. Out: the
// three routes behind Node's own http server; its receipts and its reports, a line each, in files. What it accepts is given to nobody.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { ChainedLog, createHandler, toNodeListener } from '../../dist/server.js';
import { KEY, openBank } from '../../test/support/bank.mjs';
import { openStore } from './bank_store.mjs';

const { port, store: choice, receipts: receiptFile, reports: reportFile, handler: more } = JSON.parse(process.argv[2]);
/** By how many seconds its clock is wrong. */
let wrong = 0;
/** What it was begun with: a prototype that somebody wrote to has more. */
const names = () => Reflect.ownKeys(Object.prototype).length;
const [namesAtFirst, store, receiptsWritten] = [names(), await openStore(choice), await open(receiptFile, 'a')];
const reports = createWriteStream(reportFile, { flags: 'a' });
const write = ({ signed }) => receiptsWritten.appendFile(`${Buffer.from(signed).toString('base64url')}\n`);
const clock = () => Math.floor(Date.now() / 1000) + wrong;
const { rp } = await openBank({ store, clock, receipts: { key: KEY, log: new ChainedLog({ write }) } });
const session = (request) => request.headers.get('cookie');
const report = (line) => reports.write(`${JSON.stringify(line)}\n`);
// Customers keep their connections, and none of them is to find one that was just closed.
const server = createServer({ keepAliveTimeout: 120_000 }, toNodeListener(createHandler(rp, { session, report, ...more })));

const ANSWERS = {
  clock: (seconds) => (wrong = seconds),
  kept: (keys) => Promise.all(keys.map((key) => store.get(key))),
  memory: () => process.memoryUsage().rss,
  say: (words) => console.error(words),
  polluted: () => names() !== namesAtFirst,
};

process.on('message', async ({ number, question, given }) => process.send({ number, answer: await ANSWERS[question](given) }));
// Without the one that asks there is nothing to answer for.
process.on('disconnect', () => process.exit());
await once(server.listen(port, '127.0.0.1'), 'listening');
process.send('ready');
