// In: texts of challenges. Out: codes that answer them, with what was signed in each. Made by a native process, so that they cost little.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The process that mints. */
export class Minter {
  #child;
  #lines;

  constructor(program) {
    this.#child = spawn(program, ['mint'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** A code of this mode for each challenge. */
  async mint(mode, challenges) {
    this.#child.stdin.write(challenges.map((challenge) => `${mode} ${challenge}\n`).join(''));
    const codes = [];
    for (const _ of challenges) codes.push(JSON.parse((await this.#lines.next()).value));
    return codes;
  }

  async close() {
    const gone = once(this.#child, 'exit');
    this.#child.stdin.end();
    await gone;
  }
}
