// In: a `Request`. Out: the session that its cookie names, or a new one with its cookie. The cookie holds a random id and its HMAC by a key
// of the backend's, so that nothing is stored and an invented one is none. Refuses to begin one for a page of another site.
import { base64, randomBytes, unbase64 } from './bytes.js';

/** A session that begins. */
export interface BegunSession {
  readonly session: string;
  /** The value of the header `set-cookie`. */
  readonly cookie: string;
}

/** Where a handler's sessions come from. */
export interface Sessions {
  /** The caller's session, or null. */
  find(request: Request): string | null | Promise<string | null>;
  /** A new session, or null where this caller shall have none. */
  begin(request: Request): BegunSession | null | Promise<BegunSession | null>;
}

/** How cookies are made. */
export interface CookieSessionsOptions {
  /** 32 bytes at least, from the environment or a vault: the same in each process. Random when absent, which is for one process. */
  readonly key?: Uint8Array;
  /**
   * `always` when absent: `Secure`, and the prefix `__Host-`. `https`: only where the request came by https, so that it works by http in a
   * first try; behind a proxy that ends TLS every request seems to come by http.
   */
  readonly secure?: 'always' | 'https';
}

const NAME = 'ikd-session';
const VALUE = /^([\w-]{22})\.([\w-]{43})$/;
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };
const LEAST_KEY_BYTES = 32;

/**
 * Makes sessions of signed cookies, for `createHandler`. They say that it is the same browser, and nothing of who sits there.
 *
 * @example
 * const handler = createHandler(rp, { session: cookieSessions({ key }), accepted });
 */
export function cookieSessions({ key, secure = 'always' }: CookieSessionsOptions = {}): Sessions {
  if (key !== undefined && key.length < LEAST_KEY_BYTES) throw new TypeError('key is of 32 bytes at least.');
  const bytes = key === undefined ? undefined : Uint8Array.from(key);
  let imported: Promise<CryptoKey> | undefined;
  // Not before the first call: some runtimes have no randomness until a request comes.
  const secret = (): Promise<CryptoKey> => (imported ??= importKey(bytes ?? randomBytes(LEAST_KEY_BYTES)));
  const isSecure = ({ url }: Request): boolean => secure === 'always' || url.startsWith('https:');
  return {
    async find(request) {
      const [, id, mac] = VALUE.exec(cookie(request, name(isSecure(request)))) ?? [];
      if (id === undefined || mac === undefined) return null;
      // The comparison of `verify` takes the same time wherever two differ.
      return (await crypto.subtle.verify(ALGORITHM, await secret(), fromBase64Url(mac), signed(id))) ? id : null;
    },
    async begin(request) {
      if (isOfAnotherSite(request)) return null;
      const [id, safe] = [base64Url(randomBytes(16)), isSecure(request)];
      const mac = base64Url(new Uint8Array(await crypto.subtle.sign(ALGORITHM, await secret(), signed(id))));
      return { session: id, cookie: `${name(safe)}=${id}.${mac}; HttpOnly; SameSite=Strict; Path=/${safe ? '; Secure' : ''}` };
    },
  };
}

/** A browser takes a cookie of the prefix only by https, and from no other host of the site. */
function name(isSecure: boolean): string {
  return isSecure ? `__Host-${NAME}` : NAME;
}

function cookie({ headers }: Request, name: string): string {
  const cookies = headers.get('cookie')?.split(';').map((one) => one.trim()) ?? [];
  return cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/** A link of another site would put a new session in the place of the person's own. */
function isOfAnotherSite({ headers }: Request): boolean {
  return ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['sign', 'verify']);
}

/** What is signed says what for: the key may be used elsewhere. */
function signed(id: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${NAME} ${id}`);
}

function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return unbase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}
