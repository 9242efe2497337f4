// The demo's own words: stages with their times on standard output, and a failure as one sentence.

/** Something was not as expected. Its message is the sentence that the person gets. */
export class Failure extends Error {}

export class Report {
  #start = performance.now();

  line(text = '') {
    process.stdout.write(`${text}\n`);
  }

  /** Runs one stage and prints what it returns, with the time it took. Any trouble becomes a Failure that names the stage. */
  async stage(name, work) {
    const start = performance.now();
    let note;
    try {
      note = await work();
    } catch (error) {
      throw new Failure(`${name}: ${sentence(error)}`);
    }
    const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
    this.line(`${seconds(this.#start).padStart(8)}  ${name}${note ? `: ${note}` : ''} (${seconds(start)})`);
  }

  fact(name, text) {
    this.line(`${name.padStart(12)}  ${text}`);
  }
}

/** The first line of an error, which is never a stack trace. */
export function sentence(error) {
  return String(error?.message ?? error).split('\n', 1)[0].replace(/\x1b\[[0-9;]*m/g, '');
}
