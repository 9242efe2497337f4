// In: what each frame shows of a code. Out: tones and buzzes that lead a phone to the middle of the picture, for who cannot see it.
// Loaded when the person asks for it. The nearer, the faster and the higher; a double buzz when it is right.
import { milliseconds } from '../clock.js';
import { vibrate } from '../device.js';
import type { FrameReport } from '../scan.js';
import { distanceOf } from './live.js';

/** Milliseconds between two tones, far and near. */
const PACE = { far: 900, near: 180 } as const;
/** Hertz. */
const PITCH = { far: 220, near: 880 } as const;
const LENGTH = 0.08;
const LOUDNESS = 0.15;
const ARRIVED = 0.1;

/** Tones and buzzes. */
export class Aim {
  /** Made by a press: only after one may a page make a sound. */
  readonly #audio: AudioContext = new AudioContext();
  #next = 0;

  /** Follows one frame. */
  follow({ sight }: FrameReport): void {
    if (sight === null || milliseconds() < this.#next) return;
    const distance = distanceOf(sight);
    this.#next = milliseconds() + PACE.near + (PACE.far - PACE.near) * distance;
    this.#sound(PITCH.near - (PITCH.near - PITCH.far) * distance);
    vibrate(distance < ARRIVED ? [40, 40, 40] : [20]);
  }

  close(): void {
    void this.#audio.close();
  }

  #sound(pitch: number): void {
    const audio = this.#audio;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUDNESS, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + LENGTH);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + LENGTH);
  }
}
