// In: what a browser tells of each camera. Out: the cameras as lenses, the best one for a code first. Pure: opens nothing, keeps nothing.

/** Which way a lens looks. */
export type Facing = 'front' | 'back' | 'unknown';

/** A camera of the device. */
export interface Lens {
  /** The browser's deviceId. */
  readonly id: string;
  readonly label: string;
  readonly facing: Facing;
}

/** What is known of a camera: focus modes only of one that was open. */
export interface LensFacts {
  readonly id: string;
  readonly label: string;
  readonly facingModes?: readonly string[] | undefined;
  readonly focusModes?: readonly string[] | undefined;
}

const VIRTUAL = /virtual|\bobs\b|snap camera|manycam|droidcam|xsplit|ndi\b/i;
const INFRARED = /infrared|\bir\b|windows hello/i;
const FRONT = /front|depan|hadapan|selfie|facetime|truedepth|\buser\b/i;
const BACK = /back|rear|belakang|environment|world/i;
/** Too wide, too near, too far or no picture of light at all: each blurs or shrinks a code at arm's length. */
const SPECIAL = /ultra|0[.,]5|fish|macro|makro|depth|kedalaman|lidar|tele|desk view/i;
/** They change to the lens that fits the distance by themselves. */
const SWITCHING = /triple|tripel|tiga|dual wide|lebar ganda/i;
/** Android numbers its cameras, the main one of each side lowest. */
const NUMBER = /camera2?\s+(\d+)|facing back:\s*(\d+)/i;

/** Ranks cameras, best first. Equal ones stay in the browser's order. */
export function rankLenses(cameras: readonly LensFacts[]): readonly Lens[] {
  const ranked = [...cameras].sort((a, b) => penalty(a) - penalty(b));
  return ranked.map((facts) => ({ id: facts.id, label: facts.label, facing: facingOf(facts) }));
}

/** Whether one camera is better for a code than another, not just before it. */
export function isBetter(one: LensFacts, other: LensFacts): boolean {
  return penalty(one) < penalty(other);
}

/** Which way a camera looks, by its capabilities, or else by its name. */
export function facingOf({ label, facingModes = [] }: LensFacts): Facing {
  if (facingModes.includes('environment')) return 'back';
  if (facingModes.includes('user')) return 'front';
  if (FRONT.test(label)) return 'front';
  return BACK.test(label) ? 'back' : 'unknown';
}

/** Each question weighs more than all that come after it. */
function penalty(facts: LensFacts): number {
  const { label, focusModes } = facts;
  const facing = { back: 0, unknown: 1, front: 2 }[facingOf(facts)];
  const unfit = VIRTUAL.test(label) ? 2 : Number(INFRARED.test(label));
  const special = Number(SPECIAL.test(label));
  const fixed = Number(focusModes !== undefined && !focusModes.includes('continuous'));
  const single = Number(!SWITCHING.test(label));
  return 10_000 * unfit + 1000 * facing + 200 * special + 100 * fixed + 50 * single + number(label);
}

function number(label: string): number {
  const [, first, second] = NUMBER.exec(label) ?? [];
  return Math.min(49, Number(first ?? second ?? 0));
}
