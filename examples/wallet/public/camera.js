// A video element → the text of the first QR code that is wanted. One camera at a time; a stop ends the search.

import { openCamera } from '/ikd-verify/index.js';
import { openSandbox } from '/ikd-verify/sandbox.js';

/** Enough for a challenge that fills half the picture, and quick enough for the page's own thread. */
const WIDTH = 1280;
const REST = 80;

let stop = () => {};

export function stopCamera() {
  stop();
}

/** `wanted`: text → whether to take it; `other` is called for a code that is not. Undefined when it was stopped. */
export async function readSymbols(video, wanted, other) {
  stop();
  let live = true;
  stop = () => (live = false);
  const [camera, sandbox] = await Promise.all([openCamera(), openSandbox()]);
  if ('outcome' in camera) throw camera;
  try {
    video.muted = true;
    video.srcObject = camera.stream;
    await video.play();
    while (live) {
      const text = sandbox.readCode(pixels(video));
      if (text !== null && wanted(text)) return text;
      if (text !== null) other();
      await new Promise((resolve) => setTimeout(resolve, REST));
    }
    return undefined;
  } finally {
    camera.close();
  }
}

function pixels(video) {
  const scale = Math.min(1, WIDTH / video.videoWidth);
  const width = Math.round(video.videoWidth * scale);
  const height = Math.round(video.videoHeight * scale);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context.drawImage(video, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
