// A server of the examples as a child process on a free port: its address, and a way to end it.

import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Failure } from './report.mjs';

const EXAMPLES = fileURLToPath(new URL('..', import.meta.url));

export async function startServer(file, env = {}) {
  await access(fileURLToPath(import.meta.resolve('ikd-verify'))).catch(() => {
    throw new Failure('The package is not built; run `cargo xtask build`.');
  });
  const child = spawn(process.execPath, [file], { cwd: EXAMPLES, env: { ...process.env, ...env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(line.split(' ')[1]));
    child.once('error', () => reject(new Failure(`${file} could not be started.`)));
    child.once('exit', () => reject(new Failure(`${file} ended before it listened.`)));
  });
  return { address, end: () => child.kill() };
}
