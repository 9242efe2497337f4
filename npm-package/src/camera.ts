// In: the person's permission. Out: the device's best camera for a code, open, with its torch, zoom and focus; or why there is none.
// Never leaves a track on that it does not hand out.
import { openStream, reasonAgainst, refusalOf, stop } from './camera_stream.js';
import { videoInputs } from './device.js';
import { facingOf, isBetter, rankLenses, type Lens, type LensFacts } from './lens.js';
import type { Rejected } from './outcome.js';

/** How to open a camera. */
export interface CameraOptions {
  /** The deviceId of the lens to prefer: one of `camera.lenses`. Where it is gone, the best other one is opened. */
  readonly lens?: string;
  /** Gives up: the promise rejects with the signal's reason, and what opens later is stopped. */
  readonly signal?: AbortSignal;
}

/** What TypeScript's DOM does not know of a camera yet. */
interface Controls {
  readonly focusMode?: string;
  readonly zoom?: number;
  readonly torch?: boolean;
}

interface Abilities extends MediaTrackCapabilities {
  readonly focusMode?: readonly string[];
  readonly zoom?: { readonly min: number; readonly max: number };
  readonly torch?: boolean;
}

/** How many lenses are tried besides the first: each takes a phone a good part of a second. */
const TRIES = 2;

/** The lens of the last camera, and what was learnt of those that were open, as long as the page lives. */
let lastLens: string | undefined;
const focusModes: Map<string, readonly string[] | undefined> = new Map();

/**
 * Asks for a camera, and opens the lens that reads codes best, sharp enough for a dense one. The camera is the caller's, who closes it.
 *
 * @example
 * const camera = await openCamera();
 * if ('outcome' in camera) explain(camera.code);
 * else await verifier.scan(camera.stream).finally(() => camera.close());
 */
export async function openCamera(options: CameraOptions = {}): Promise<Camera | Rejected> {
  const { signal } = options;
  signal?.throwIfAborted();
  const against = reasonAgainst();
  if (against !== null) return against;
  try {
    return await openBest(options);
  } catch (error) {
    signal?.throwIfAborted();
    return refusalOf(error);
  }
}

async function openBest({ lens = lastLens, signal }: CameraOptions): Promise<Camera> {
  const wanted = lens === undefined ? null : await openStream({ deviceId: { exact: lens } }, signal).catch(unlessRefused);
  let stream = wanted ?? (await openStream({ facingMode: { ideal: 'environment' } }, signal));
  try {
    signal?.throwIfAborted();
    let cameras = await inspect(stream);
    const tried = new Set<string>();
    while (wanted === null && tried.size < TRIES) {
      const better = betterThan(stream, cameras.filter(({ id }) => !tried.has(id)));
      if (better === undefined) break;
      tried.add(better.id);
      stream = await exchange(stream, better.id, signal);
      cameras = await inspect(stream);
    }
    const camera = new Camera(stream, cameras);
    await camera.prepare();
    signal?.throwIfAborted();
    // A lens that only stood in for a better one is not kept.
    if (wanted !== null || camera.lens.id === camera.lenses[0]?.id) lastLens = camera.lens.id;
    return camera;
  } catch (error) {
    stop(stream);
    throw error;
  }
}

/** A lens that is gone, or that cannot be had now, is no reason to have none; a refusal is. */
function unlessRefused(error: unknown): null {
  if (error instanceof DOMException && error.name === 'NotAllowedError') throw error;
  return null;
}

/** Many phones open one camera at a time: the first is stopped before the second is opened. */
async function exchange(stream: MediaStream, id: string, signal: AbortSignal | undefined): Promise<MediaStream> {
  const before = idOf(stream);
  stop(stream);
  try {
    return await openStream({ deviceId: { exact: id } }, signal);
  } catch {
    signal?.throwIfAborted();
    return openStream({ deviceId: { exact: before } }, signal);
  }
}

/** The cameras of the device, with what is known of each. */
async function inspect(stream: MediaStream): Promise<readonly LensFacts[]> {
  const id = idOf(stream);
  const abilities = abilitiesOf(trackOf(stream));
  focusModes.set(id, abilities.focusMode);
  const inputs = await videoInputs();
  const facts = inputs.map((input): LensFacts => {
    const able = input.deviceId === id ? abilities : (input as Partial<InputDeviceInfo>).getCapabilities?.();
    return { id: input.deviceId, label: input.label, facingModes: able?.facingMode, focusModes: focusModes.get(input.deviceId) };
  });
  const own: LensFacts = { id, label: trackOf(stream).label, facingModes: abilities.facingMode, focusModes: abilities.focusMode };
  return facts.some((fact) => fact.id === id) ? facts : [own, ...facts];
}

function betterThan(stream: MediaStream, cameras: readonly LensFacts[]): Lens | undefined {
  const own = cameras.find(({ id }) => id === idOf(stream));
  const [best] = rankLenses(cameras);
  const facts = cameras.find(({ id }) => id === best?.id);
  return own && facts && isBetter(facts, own) ? best : undefined;
}

function trackOf(stream: MediaStream): MediaStreamTrack {
  return stream.getVideoTracks()[0] as MediaStreamTrack;
}

function idOf(stream: MediaStream): string {
  return trackOf(stream).getSettings().deviceId ?? '';
}

/** Firefox tells none. */
function abilitiesOf(track: MediaStreamTrack): Abilities {
  return (track.getCapabilities?.() ?? {}) as Abilities;
}

/**
 * An open camera. Torch, zoom and focus are there where the device has them.
 *
 * @example
 * video.srcObject = camera.stream;
 * if (camera.torch !== null) button.onclick = () => camera.setTorch('on');
 */
export class Camera {
  /** What the lens shows. */
  readonly stream: MediaStream;
  /** The lens that is open. */
  readonly lens: Lens;
  /** Every lens of the device, best first. */
  readonly lenses: readonly Lens[];
  readonly #track: MediaStreamTrack;
  readonly #abilities: Abilities;
  #controls: Controls = {};

  /** @internal */
  constructor(stream: MediaStream, cameras: readonly LensFacts[]) {
    this.stream = stream;
    this.#track = trackOf(stream);
    this.#abilities = abilitiesOf(this.#track);
    this.lenses = rankLenses(cameras);
    const { deviceId: id = '', facingMode } = this.#track.getSettings();
    const { label } = this.#track;
    const own = this.lenses.find((lens) => lens.id === id);
    this.lens = own && !facingMode ? own : { id, label, facing: facingOf({ id, label, facingModes: facingMode ? [facingMode] : [] }) };
  }

  /** Whether the preview is to be shown as in a mirror: that of a front camera. The frames never are. */
  get mirrored(): boolean {
    return this.lens.facing === 'front';
  }

  /** Pixels across, as the browser turns the picture; 0 once it is closed. */
  get width(): number {
    return this.#track.getSettings().width ?? 0;
  }

  /** Pixels down. */
  get height(): number {
    return this.#track.getSettings().height ?? 0;
  }

  /** Whether the torch is lit; null where there is none. */
  get torch(): 'on' | 'off' | null {
    if (!this.#abilities.torch) return null;
    return this.#controls.torch ? 'on' : 'off';
  }

  /** The range of the zoom, and how far it is; null where there is none. */
  get zoom(): { readonly min: number; readonly max: number; readonly value: number } | null {
    const { zoom } = this.#abilities;
    if (zoom === undefined) return null;
    const { zoom: value = zoom.min } = this.#track.getSettings() as Controls;
    return { min: zoom.min, max: zoom.max, value };
  }

  /** Lights the torch or puts it out; does nothing where there is none, or where it is refused. */
  async setTorch(on: 'on' | 'off'): Promise<void> {
    if (this.torch !== null) await this.#apply({ torch: on === 'on' });
  }

  /** Zooms, within the range; does nothing where there is no zoom, or where it is refused. */
  async setZoom(value: number): Promise<void> {
    const { zoom } = this;
    if (zoom !== null) await this.#apply({ zoom: Math.min(zoom.max, Math.max(zoom.min, value)) });
  }

  /** Focuses anew. A change of the mode is what makes a camera do it. */
  async refocus(): Promise<void> {
    const other = ['single-shot', 'manual'].find((mode) => this.#abilities.focusMode?.includes(mode));
    if (other === undefined) return;
    await this.#apply({ focusMode: other });
    await this.#focus();
  }

  /** Stops every track. */
  close(): void {
    stop(this.stream);
  }

  /** In the order that works: focus, then zoom. @internal */
  async prepare(): Promise<void> {
    await this.#focus();
    const { zoom } = this;
    // Under 1 some phones change to the ultra-wide lens.
    if (zoom !== null && zoom.value < 1 && zoom.max >= 1) await this.#apply({ zoom: 1 });
  }

  async #focus(): Promise<void> {
    if (this.#abilities.focusMode?.includes('continuous')) await this.#apply({ focusMode: 'continuous' });
  }

  /** Each application replaces the one before: what was set stays in it. What a camera refuses after all is left as it was. */
  async #apply(controls: Controls): Promise<void> {
    const all = { ...this.#controls, ...controls };
    const set = await this.#track.applyConstraints({ advanced: [all as MediaTrackConstraintSet] }).then(() => true, () => false);
    if (set) this.#controls = all;
  }
}
