// In: a camera's frame. Out: its pixels: the Y plane as it is where the frame has one, else RGBA by a canvas. Runs in the worker.
import type { Picture } from './engine.js';
import { rejected } from './rejection.js';
import type { Rejected } from './outcome.js';

/** What a camera gives. */
export type Frame = VideoFrame | ImageBitmap;

/** The pixels of a frame. Closes the frame. */
export async function picture(frame: Frame): Promise<Picture | Rejected> {
  try {
    return ('format' in frame ? await luma(frame) : null) ?? rgba(frame);
  } catch {
    return rejected('frame_invalid');
  } finally {
    frame.close();
  }
}

async function luma(frame: VideoFrame): Promise<Picture | null> {
  if (frame.format !== 'I420' && frame.format !== 'NV12') return null;
  const planes = new Uint8Array(frame.allocationSize());
  // WebKit refuses this for the frames of a file: the canvas is next.
  const layout = await frame.copyTo(planes).catch(() => []);
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
  const plane = layout[0];
  if (plane?.stride !== width) return null;
  return { luma: planes.subarray(plane.offset, plane.offset + width * height), width, height };
}

function rgba(frame: Frame): ImageData {
  const [width, height] = 'format' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new TypeError('This browser has no canvas in a worker.');
  context.drawImage(frame, 0, 0);
  return context.getImageData(0, 0, width, height);
}
