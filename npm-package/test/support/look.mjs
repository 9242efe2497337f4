// In: a frame of test-vectors/frames. Out: what the engine in a worker sees in it. Runs in a page that has the package as `ikd`.
import { runFrame, settings } from './frame.mjs';

/** Looks at a frame by a worker of its own. */
export async function lookInPage([record, { luma, width, height }]) {
  const [{ WorkerEngine }, { fetchBytes }, { loadModule }] = await Promise.all(
    ['/ikd-verify/worker_engine.js', '/ikd-verify/fetch.js', '/ikd-verify/wasm_module.js'].map((path) => import(path)),
  );
  const load = () => loadModule('/ikd-verify/wasm/ikd_verify_bg.wasm', [ikd.WASM_SHA256], fetchBytes);
  const engine = new WorkerEngine({ load, url: '/ikd-verify/worker.js', config: settings(record) });
  const rgba = Uint8ClampedArray.from({ length: 4 * luma.length }, (_, at) => (at % 4 === 3 ? 255 : luma[at >> 2]));
  const seen = await runFrame(engine, await createImageBitmap(new ImageData(rgba, width, height)), record);
  engine.close();
  return seen;
}
