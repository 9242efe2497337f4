// In: the built package. Out: a folder of its own in which its tarball is installed, as a user's npm would, and the files of the tarball.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Packs and installs. `copies` are files of this folder's tests that stand beside the package there; `under` is where the folder is made. */
export async function openPacked(copies = [], under = tmpdir()) {
  const folder = await mkdtemp(join(under, 'ikd-verify-pack-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT });
  const [{ filename, files }] = JSON.parse(stdout);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: folder });
  for (const path of copies) await cp(join(ROOT, 'test', path), join(folder, basename(path)));
  const tarball = join(folder, filename);
  return { folder, tarball, files: files.map(({ path }) => path), close: () => rm(folder, { recursive: true }) };
}
