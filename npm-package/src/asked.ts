// In: the lists of a relying party. Out: what its page gets before anything begins: the request, and whom to trust, in JSON. Names each
// member that it lets out: whatever else stands beside the lists stays in the backend.
import { base64 } from './bytes.js';
import type { EngineConfig } from './engine.js';
import type { PresentationRequest } from './request.js';

/** The lists and how they count, as for a verifier. */
export type Trust = Omit<EngineConfig, 'request'>;

/** The same with the lists in Base64. */
export type PageTrust = Omit<Trust, 'trustList' | 'statusLists'> & {
  readonly trustList: string;
  readonly statusLists: readonly string[];
};

/** Which request a page shows. */
export interface Asking {
  /** The request `name-language` is taken where there is one, else `name`. Without a name, the first in the language. */
  readonly name?: string;
  /** The page's language, a BCP 47 tag. Indonesian where it is neither of the two. */
  readonly language?: string;
}

/** What a page shows before it asks for a challenge: no nonce yet, and nothing secret. */
export interface Asked {
  readonly outcome: 'request';
  /** The name for the challenge. */
  readonly name: string;
  /** The language that the request's texts are written in. */
  readonly language: 'id' | 'en';
  readonly request: Omit<PresentationRequest, 'nonce' | 'expiresAt'>;
  /** Options of the page's verifier. */
  readonly trust: PageTrust;
}

/** What the page's verifier needs, fit for JSON. */
export function pageTrust(trust: Trust): PageTrust {
  const { roots, environment, minSeq, seen, leewaySeconds, unchallenged, claim169, statusPolicy, seenStatusLists } = trust;
  const plain = { environment, minSeq, seen, leewaySeconds, unchallenged, claim169, statusPolicy, seenStatusLists };
  const given: Partial<PageTrust> = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return { roots, trustList: base64(trust.trustList), statusLists: (trust.statusLists ?? []).map(base64), ...given };
}
