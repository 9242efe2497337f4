// In: nothing. Out: Chromium with a way into the package's worker as it is built: its memory, by the browser's own tools.
import puppeteer from 'puppeteer-core';
import { CHROMIUM, QUIET } from './chromium.mjs';

/** Starts the browser. */
export function openDevtools() {
  return puppeteer.launch({ browser: 'chrome', executablePath: CHROMIUM, args: QUIET });
}

/** Runs a function with the WebAssembly.Memory of a worker, in that worker. */
export async function withMemory({ client }, work) {
  const { result: prototype } = await client.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await client.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId });
  const functionDeclaration = `function () { return (${work})(this[0]); }`;
  const { result, exceptionDetails } = await client.send('Runtime.callFunctionOn', { functionDeclaration, objectId: objects.objectId, returnByValue: true });
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception.description);
  return result.value;
}

/** Bytes of JavaScript that a page or a worker holds, after what nobody holds was thrown away. */
export async function heapOf(client) {
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize;
}
