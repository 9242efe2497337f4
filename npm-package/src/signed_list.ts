// In: a list's address and where lists may come from. Out: its bytes as they are, for `createVerifier` to judge.
// The verifier never calls this. Refuses other addresses, http, redirects, another content type, too many bytes, and silence.
import { boundedBytes } from './bounded.js';

/** What a host keeps of a list: its bytes, and the server's name for this version of them. */
export interface FetchedList {
  readonly bytes: Uint8Array;
  readonly etag: string | null;
}

/**
 * What came of it. `list` is what to use from now on: the new one, or the previous one, which counts until the verifier says that it has
 * expired; null where there is none yet. A redirect is a `network` failure.
 */
export type ListFetch =
  | { readonly outcome: 'fetched' | 'unchanged'; readonly list: FetchedList }
  | { readonly outcome: 'unavailable'; readonly reason: 'address' | 'network' | 'timeout' | 'status' | 'type' | 'size'; readonly list: FetchedList | null };

/** How a list is fetched. */
export interface ListFetchOptions {
  /** What an address must start with: each https, with a slash at the end. */
  readonly allowed: readonly string[];
  /** What an earlier call gave; the server is asked only for what is newer. */
  readonly previous?: FetchedList | null;
  /** 10 000 when absent. */
  readonly timeoutMilliseconds?: number;
  /** Another `fetch`, for a proxy or a test. */
  readonly fetch?: typeof fetch;
}

interface ListKind {
  readonly type: string;
  readonly most: number;
}

const STATUS_LIST: ListKind = { type: 'application/statuslist+cwt', most: 264 * 1024 };
const TRUST_LIST: ListKind = { type: 'application/ikd-trust+cwt', most: 256 * 1024 };

/**
 * Fetches a signed status list. Fetch the lists of your issuers now and then, not one for each person: who serves a list must not learn
 * whom you verify.
 *
 * @example
 * const { list } = await fetchStatusList('https://status.example/1', { allowed: ['https://status.example/'], previous });
 * const verifier = await createVerifier({ trustList, roots, statusLists: list ? [list.bytes] : [], statusPolicy: 'require' });
 */
export function fetchStatusList(uri: string, options: ListFetchOptions): Promise<ListFetch> {
  return fetchList(STATUS_LIST, uri, options);
}

/**
 * Fetches a signed trust list. Where there is none to be had, the previous one counts until it expires, and then nothing does.
 *
 * @example
 * const { list } = await fetchTrustList('https://trust.example/list', { allowed: ['https://trust.example/'], previous });
 */
export function fetchTrustList(uri: string, options: ListFetchOptions): Promise<ListFetch> {
  return fetchList(TRUST_LIST, uri, options);
}

async function fetchList(kind: ListKind, uri: string, options: ListFetchOptions): Promise<ListFetch> {
  const { allowed, previous = null, timeoutMilliseconds = 10_000, fetch = globalThis.fetch } = options;
  if (!allowed.every(isPrefix)) throw new TypeError('allowed holds https addresses with a slash at the end.');
  const unavailable = (reason: Extract<ListFetch, { reason: string }>['reason']): ListFetch => ({ outcome: 'unavailable', reason, list: previous });
  if (!isAllowed(uri, allowed)) return unavailable('address');
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const response = await fetch(uri, { ...requestFor(kind, previous), signal });
    if (response.status === 304 && previous !== null) return { outcome: 'unchanged', list: previous };
    const fault = response.status === 200 ? (hasType(response, kind.type) ? null : 'type') : 'status';
    const bytes = fault === null ? await boundedBytes(response, kind.most) : null;
    if (bytes !== null) return { outcome: 'fetched', list: { bytes, etag: response.headers.get('etag') } };
    await response.body?.cancel().catch(() => undefined);
    return unavailable(fault ?? 'size');
  } catch {
    return unavailable(signal.aborted ? 'timeout' : 'network');
  }
}

function isPrefix(prefix: string): boolean {
  return prefix.endsWith('/') && isCanonical(prefix);
}

/** Written as a request would write it: no dots that climb, no user, no other scheme. */
function isCanonical(address: string): boolean {
  try {
    const { href, protocol, username, password } = new URL(address);
    return href === address && protocol === 'https:' && username === '' && password === '';
  } catch {
    return false;
  }
}

function isAllowed(uri: string, allowed: readonly string[]): boolean {
  return isCanonical(uri) && allowed.some((prefix) => uri.startsWith(prefix));
}

function requestFor({ type }: ListKind, previous: FetchedList | null): RequestInit {
  const known = previous !== null && previous.etag !== null ? { 'if-none-match': previous.etag } : {};
  return { headers: { accept: type, ...known }, redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };
}

function hasType({ headers }: Response, type: string): boolean {
  return headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() === type;
}
