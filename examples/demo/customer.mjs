// The person at the bank's page, in headless Chromium: reads, ticks, shows the code to the camera, shares.
// Learns everything from what the page shows; knows no nonce and sets no clock.

import { access } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { Failure } from './report.mjs';

const PATIENCE = 60_000;

/** Chromium with a camera that plays the film at `film`; it opens the file whenever a page asks for the camera. */
export async function openBrowser(film) {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  await access(executablePath).catch(() => {
    throw new Failure(`There is no Chromium at ${executablePath}; set CHROMIUM to its path.`);
  });
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ];
  return chromium.launch({ executablePath, args, timeout: PATIENCE, handleSIGINT: false, handleSIGTERM: false }).catch(() => {
    throw new Failure(`${executablePath} did not start as a browser.`);
  });
}

export class Customer {
  #page;
  #sent;

  constructor(page) {
    this.#page = page;
    page.setDefaultTimeout(PATIENCE);
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/ikd/verify') this.#sent = request.postData();
    });
  }

  static async at(browser, address) {
    const context = await browser.newContext({ locale: 'id-ID', deviceScaleFactor: 2, permissions: ['camera'] });
    const customer = new Customer(await context.newPage());
    await customer.#page.goto(address);
    return customer;
  }

  /** Ticks `choice` and goes on. Which fields that consents to, and which optional ones it leaves out. */
  async consent(choice) {
    await this.#reach('asking');
    await this.#page.check(`[data-asked="${choice}"] input`);
    const rows = await this.#page.$$eval('[data-asked]', (nodes) =>
      nodes.map((node) => ({ name: node.dataset.asked, kept: node.querySelector('input')?.checked ?? true })),
    );
    await this.#page.click('[data-action=agree]');
    await this.#reach('challenge');
    const names = (kept) => rows.filter((row) => row.kept === kept).map((row) => row.name);
    return { consented: names(true), left: names(false) };
  }

  async photographChallenge(path) {
    await this.#page.locator('[data-challenge]').screenshot({ path });
  }

  /** Starts the camera and waits for what it sees: the offered fields, or a code. An old code is a hint: the camera waits for a newer one. */
  async showCode() {
    await this.#page.click('[data-action=camera]');
    await this.#page.waitForSelector('[data-step=consent],[data-step=failed],[data-hint=expired]').catch(() => {
      throw new Failure(`the camera saw nothing within ${PATIENCE / 1000} s.`);
    });
    if (await this.#page.locator('[data-hint=expired]').count()) return { code: 'expired' };
    if (await this.#page.locator('[data-step=failed]').count()) return { code: await this.#code() };
    return { offered: await this.#page.$$eval('[data-offered]', (rows) => rows.map((row) => row.dataset.offered)) };
  }

  /** Presses Share; the bank's answer. */
  async share() {
    const [response] = await Promise.all([
      this.#page.waitForResponse((response) => new URL(response.url()).pathname === '/api/ikd/verify'),
      this.#page.click('[data-action=share]'),
    ]);
    const answer = await response.json();
    await this.#reach(answer.outcome === 'verified' ? 'done' : 'failed');
    return answer;
  }

  /** Posts what the page posted once more, from the same page and session. */
  async shareAgain() {
    return this.#page.evaluate(async (body) => {
      const response = await fetch('/api/ikd/verify', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return response.json();
    }, this.#sent);
  }

  async startOver() {
    await this.#page.reload();
  }

  async #code() {
    return this.#page.getAttribute('[data-code]', 'data-code');
  }

  async #reach(wanted) {
    const screen = await this.#page.waitForSelector(`[data-step=${wanted}],[data-step=failed]`).catch(() => {
      throw new Failure(`the page did not get to "${wanted}" within ${PATIENCE / 1000} s.`);
    });
    const step = await screen.getAttribute('data-step');
    if (step !== wanted) throw new Failure(`the page says ${await this.#code()}.`);
  }
}
