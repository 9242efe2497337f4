// Where Node finds what the engines load: the folder of the peers' packages, and that of our measuring module.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const PACKAGES = new URL('../peers/node_modules/', import.meta.url);

export function nodePlace(moduleFolder) {
  return {
    wasm: (path) => readFile(new URL(path, PACKAGES)),
    async glue(name) {
      // Another address is another instance.
      const glue = await import(`${pathToFileURL(join(moduleFolder, 'ikd_bench.js')).href}?${name}`);
      glue.initSync({ module: await WebAssembly.compile(await readFile(join(moduleFolder, 'ikd_bench_bg.wasm'))) });
      return glue;
    },
  };
}
