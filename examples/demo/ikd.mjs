// The command `ikd`, as the demo's wallet: it reads a screenshot, and mints and films a code.

import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { Failure } from './report.mjs';

const LIMIT = 60_000;
const CLEAR_LINE = '\r\x1b[K';

export class Ikd {
  #command;

  constructor(command) {
    this.#command = command;
  }

  static async at(command) {
    if (!command) throw new Failure('IKD_BIN does not say where the command ikd is.');
    await access(command).catch(() => {
      throw new Failure(`There is no command at ${command}.`);
    });
    return new Ikd(command);
  }

  /** The text of the only QR code in a picture. */
  async scan(picture) {
    const texts = read(await this.#run(['scan', '--json', picture]));
    if (texts.length !== 1) throw new Failure(`the screenshot shows ${texts.length} codes, not one.`);
    return texts[0];
  }

  /** Mints codes for a challenge and films them. `now`: UNIX seconds, or absent for this moment. */
  async film({ challenge, fields, path, now }) {
    const moment = now === undefined ? [] : ['--now', String(now)];
    await this.#run(['simulate', '--challenge', challenge, '--fields', fields.join(','), ...moment, '--codes', '3', '--film', path]);
  }

  #run(words) {
    return new Promise((resolve, reject) => {
      const child = execFile(this.#command, words, { timeout: LIMIT, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
        if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
        if (!error) return resolve(stdout);
        const said = stderr.trim().split('\n').pop() || stdout.trim() || 'it said nothing';
        return reject(new Failure(error.killed ? `ikd ${words[0]} took over ${LIMIT / 1000} s.` : `ikd ${words[0]} failed: ${said}`));
      });
      // The progress of a film rewrites one line, which is noise in a log.
      if (process.stderr.isTTY) child.stderr.pipe(process.stderr, { end: false });
    });
  }
}

function read(line) {
  try {
    return JSON.parse(line).texts;
  } catch {
    throw new Failure('ikd scan did not print its result.');
  }
}
