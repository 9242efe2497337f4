// In: the package's entries and a test's case. Out: an engine in a worker that looks at single frames, as a scan does. Runs in a page.
import { openCase, request } from './case.mjs';

/** An engine, codes for it, and `look`: a canvas, a frame or a bitmap → what is seen, without values. */
export async function openEye(ikd, url = '/ikd-verify/worker.js') {
  const [{ WorkerEngine }, { fetchBytes }, { loadModule }] = await Promise.all(
    ['/ikd-verify/worker_engine.js', '/ikd-verify/fetch.js', '/ikd-verify/wasm_module.js'].map((path) => import(path)),
  );
  const { verifier, trust, mint, now } = await openCase(ikd);
  verifier.close();
  const load = () => loadModule('/ikd-verify/wasm/ikd_verify_bg.wasm', [ikd.WASM_SHA256], fetchBytes);
  const engine = new WorkerEngine({ load, url, config: { ...trust, environment: 'sandbox', request: request(now) } });
  const look = async (picture, origin = 'camera') => {
    const frame = picture instanceof HTMLCanvasElement ? await createImageBitmap(picture) : picture;
    const { seen, sight, light, code } = await engine.call('look', frame, { now, clock: 'given' }, origin);
    return { seen: seen && (seen.code ?? seen.outcome), sight, light, ...(code && { code }) };
  };
  return { look, mint, engine };
}

/** A frame with pixels of a format, made from the grey levels of a canvas. */
export function frameOf(canvas, format) {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const pixels = width * height;
  const colours = { I420: pixels / 2, I422: pixels, I444: 2 * pixels, NV12: pixels / 2 }[format];
  const bytes = new Uint8Array(colours === undefined ? 4 * pixels : pixels + colours).fill(128);
  for (let at = 0; at < pixels; at += 1) {
    if (colours === undefined) bytes.set(inOrder(format, data.subarray(4 * at, 4 * at + 4)), 4 * at);
    else bytes[at] = data[4 * at];
  }
  return new VideoFrame(bytes, { format, codedWidth: width, codedHeight: height, timestamp: 0 });
}

function inOrder(format, [red, green, blue, alpha]) {
  return format.startsWith('RGB') ? [red, green, blue, alpha] : [blue, green, red, alpha];
}
