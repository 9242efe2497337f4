// The whole path, for real: the bank's page in headless Chromium, the wallet's code on a film, the bank's backend.
// `node demo.mjs [--once]`, IKD_BIN: the command `ikd`, CHROMIUM: the browser. Ends with 1 and one sentence when anything is not as expected.
// Prints of the person only what was released to the bank.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Customer, openBrowser } from './demo/customer.mjs';
import { Ikd } from './demo/ikd.mjs';
import { Failure, Report, sentence } from './demo/report.mjs';
import { startServer } from './demo/server_process.mjs';

const CHOICE = 'pekerjaan';
const PAST = 600;

const report = new Report();
const endings = [];
let served = false;

async function main() {
  report.line('A code on a phone, a browser with a camera, a bank that checks again. Test data; not an official service.\n');
  const ikd = await Ikd.at(process.env.IKD_BIN);
  const folder = await mkdtemp(join(tmpdir(), 'ikd-demo-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const place = { shot: join(folder, 'challenge.png'), film: join(folder, 'camera.mjpeg') };
  const { bank, wallet } = await startServers();
  let customer;
  await report.stage('The bank, the wallet and the browser are up', async () => {
    const browser = await openBrowser(place.film);
    endings.push(() => browser.close());
    customer = await Customer.at(browser, bank);
  });
  await present({ customer, ikd, place });
  await presentAgain(customer);
  await presentExpired({ customer, ikd, place });
  return { bank, wallet };
}

async function startServers() {
  const wallet = await startServer('wallet/server.mjs');
  endings.push(wallet.end);
  const bank = await startServer('bank-onboarding/server.mjs', { WALLET_URL: wallet.address });
  endings.push(bank.end);
  return { bank: bank.address, wallet: wallet.address };
}

async function present({ customer, ikd, place }) {
  const fields = await ask({ customer, ikd, place });
  let offered;
  await report.stage("The page's camera reads a code, the wasm verifies it", async () => {
    const seen = await customer.showCode();
    if (seen.code) throw new Failure(`the page rejected the code: ${seen.code}.`);
    offered = seen.offered;
  });
  let answer;
  await report.stage('The person presses Share, the backend verifies again', async () => {
    answer = await customer.share();
    if (answer.outcome !== 'verified') throw new Failure(`the bank rejected the code: ${answer.code}.`);
  });
  tell({ answer, offered, ...fields });
}

/** From the request to the film; which fields were consented to, and which were left out. */
async function ask({ customer, ikd, place, now }) {
  let asked;
  await report.stage(`The page says what is asked and why; the person ticks ${CHOICE}`, async () => {
    asked = await customer.consent(CHOICE);
  });
  let challenge;
  await report.stage('The challenge is read from a screenshot', async () => {
    await customer.photographChallenge(place.shot);
    challenge = await ikd.scan(place.shot);
    return `${challenge.length} characters`;
  });
  await report.stage(now === undefined ? 'The wallet mints codes for it, and a camera films them' : 'The wallet mints codes ten minutes in the past', () =>
    ikd.film({ challenge, fields: asked.consented, path: place.film, now }),
  );
  return asked;
}

async function presentAgain(customer) {
  let answer;
  await report.stage('The same presentation is posted a second time', async () => {
    answer = await customer.shareAgain();
  });
  expectCode(answer.code, 'replayed');
}

async function presentExpired({ customer, ikd, place }) {
  await customer.startOver();
  await ask({ customer, ikd, place, now: Math.floor(Date.now() / 1000) - PAST });
  let seen;
  await report.stage('The camera reads an old code', async () => {
    seen = await customer.showCode();
  });
  expectCode(seen.code, 'expired');
}

function expectCode(code, wanted) {
  if (code !== wanted) throw new Failure(`The answer should have been ${wanted}, and was ${code ?? 'an accept'}.`);
  report.fact('refused', `${code}\n`);
}

function tell({ answer, offered, consented, left }) {
  const { document, issuer, keyId, levels, receipt } = answer;
  const { fields } = answer.data;
  const same = [...consented].sort().join() === Object.keys(fields).sort().join();
  if (!same) throw new Failure('The bank released other fields than the person consented to.');
  report.line();
  report.fact('verified', `${document} by ${issuer}, key ${keyId}`);
  report.fact('', Object.entries(levels).map(([name, level]) => `${name} ${level}`).join(' · '));
  report.fact('offered', offered.join(', '));
  report.fact('consented', consented.join(', '));
  for (const [name, value] of Object.entries(fields)) report.fact('released', `${name}: ${typeof value === 'object' ? Object.values(value).join(', ') : value}`);
  report.fact('receipt', `${receipt.receipt.receipt_metadata.receipt_id}, signed, number ${receipt.receipt.log.number} of its log`);
  report.fact('refused', `${left.join(', ')} (left out by the person, so never asked of the wallet)\n`);
}

async function end() {
  for (const close of endings.splice(0).reverse()) await Promise.resolve(close()).catch(() => undefined);
}

function serve({ bank, wallet }) {
  report.line(`The examples are served until Ctrl-C:\n        bank  ${bank}\n      wallet  ${wallet}`);
  return new Promise(() => setInterval(() => undefined, 1 << 30));
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => end().then(() => process.exit(served ? 0 : 130)));
}

try {
  const addresses = await main();
  if (!process.argv.includes('--once')) {
    served = true;
    await serve(addresses);
  }
} catch (error) {
  console.error(`The demo failed. ${sentence(error)}`);
  process.exitCode = 1;
} finally {
  await end();
}
