// In: where the relying party's backend stands. Out: its answers. What is not an answer of such a backend is `backend_unreachable`.
// Runs in the browser. Holds nothing of a person; sends a presentation only after the person has shared it.
import { unbase64 } from './bytes.js';
import type { Released } from './credential.js';
import type { EngineConfig } from './engine.js';
import type { FieldName } from './field.js';
import type { Rejected, Verified } from './outcome.js';
import type { Receipt } from './receipt.js';
import { isRejected, rejected } from './rejection.js';
import type { PresentationRequest } from './request.js';
import type { Question } from './session_state.js';

/** What a relying party asks, by name, and whom it trusts. */
export interface Asked {
  readonly name: string;
  readonly request: Question;
  readonly trust: Omit<EngineConfig, 'request'>;
}

/** What the relying party tells the page of an acceptance: levels and what its own backend adds, no evidence. */
export interface Accepted extends Omit<Verified, 'outcome'> {
  readonly receipt: { readonly receipt: Receipt; readonly signed: string } | null;
  /** What the backend's `accepted` resolved to. */
  readonly data?: unknown;
}

/** Who makes the challenges and has the last word. Every failure is a value. */
export interface Backend {
  /** What is asked, in this language where there is a choice. */
  ask(language: 'id' | 'en'): Promise<Asked | Rejected>;
  /** The request for these fields, with a nonce. */
  challenge(name: string, fields: readonly FieldName[]): Promise<{ readonly request: PresentationRequest } | Rejected>;
  /** Notes the time of a scan, by the hash of the signed bytes. */
  seen(hash: string): Promise<object | Rejected>;
  /** Why a code that answers another request is refused. */
  foreign(hash: string): Promise<Rejected>;
  /** Verifies again, and accepts once. */
  verify(released: Released, verified: Verified): Promise<Accepted | Rejected>;
  /** `presentation`: it needs the signed code, which cannot be cut. `fields`: it takes the released fields as they are. */
  readonly takes: 'presentation' | 'fields';
}

/**
 * A backend of `ikd-verify/server` or of `ikd serve`, over HTTP. `address` is its route `request`; the others stand beside it.
 *
 * @example
 * const session = createSession({ backend: httpBackend('/api/ikd/request') });
 */
export function httpBackend(address: URL | string): Backend {
  const url = new URL(address, document.baseURI);
  const post = async <T>(route: string, body: object): Promise<T | Rejected> => {
    const target = new URL(`${route}${url.search}`, url);
    return answer<T>(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  };
  return {
    takes: 'presentation',
    ask: async (language) => {
      const target = new URL(url);
      target.searchParams.set('lang', language);
      const asked = await answer<WireAsked>(target, {});
      return isRejected(asked) ? asked : { ...asked, trust: trustOf(asked.trust) };
    },
    challenge: (request, fields) => post('challenge', { request, fields }),
    seen: (hash) => post('seen', { hash }),
    // An answer without a rejection would be a backend that knows nothing of the code.
    foreign: async (hash) => {
      const why = await post('foreign', { hash });
      return isRejected(why) ? why : { outcome: 'rejected', code: 'nonce_mismatch', category: 'untrusted' };
    },
    verify: ({ presentation }) => post('verify', { presentation }),
  };
}

interface WireTrust extends Omit<EngineConfig, 'request' | 'trustList' | 'statusLists'> {
  readonly trustList: string;
  readonly statusLists?: readonly string[];
}

interface WireAsked extends Omit<Asked, 'trust'> {
  readonly trust: WireTrust;
}

function trustOf({ trustList, statusLists = [], ...plain }: WireTrust): Asked['trust'] {
  return { ...plain, trustList: unbase64(trustList), statusLists: statusLists.map(unbase64) };
}

async function answer<T>(target: URL, init: RequestInit): Promise<T | Rejected> {
  try {
    const response = await fetch(target, { credentials: 'same-origin', ...init });
    const json: unknown = await response.json();
    if (typeof json === 'object' && json !== null && 'outcome' in json) return json as T | Rejected;
    return rejected('backend_unreachable', { status: response.status });
  } catch {
    return rejected('backend_unreachable');
  }
}
