// In: a code that the runtime itself meets (profile §9, frame and runtime). Out: the rejection as a value. It judges no presentation.
import type { Code } from './code.js';
import type { Rejected } from './outcome.js';

/** The codes that are about this device, its camera, and its wasm. */
export type RuntimeCode = Extract<
  Code,
  `camera_${string}` | `wasm_${string}` | `worker_${string}` | 'insecure_context' | 'in_app_browser' | 'frame_invalid' | 'frame_over_budget' | 'backend_unreachable'
>;

/** A rejection that the runtime makes. */
export function rejected(code: RuntimeCode, detail?: Rejected['detail']): Rejected {
  const category = code === 'frame_over_budget' ? 'unreadable' : 'environment';
  return { outcome: 'rejected', code, category, ...(detail && { detail }) };
}

/** True for a rejection among other values. */
export function isRejected(value: unknown): value is Rejected {
  return typeof value === 'object' && value !== null && 'outcome' in value && value.outcome === 'rejected';
}
