// In: a `Request` to …/request, …/challenge, …/seen, …/foreign, …/verify or …/manual. Out: its `Response`, as JSON. Refuses other methods,
// types, encodings and sizes, and callers without a session or too many calls. The audience is the configuration's: Host and Origin are
// not read. Values go to the bank's own functions, never to the browser.
import type { Accepted } from './acceptance.js';
import type { Asking } from './asked.js';
import { boundedBytes } from './bounded.js';
import { base64 } from './bytes.js';
import { alarm, milliseconds } from './clock.js';
import type { Code } from './code.js';
import type { BegunSession, Sessions } from './cookie_sessions.js';
import type { FieldName } from './field.js';
import type { Rejected } from './outcome.js';
import { RateLimiter, type RateLimit } from './rate_limit.js';
import { isRejected } from './rejection.js';
import type { RelyingParty } from './relying_party.js';
import { readMembers, serverRejected } from './rules.js';
import type { Typed } from './typed.js';

/** What happened to one call, for logs and metrics. It holds no value of a person, no session and no token. */
export interface CallReport {
  /** The caller's `x-request-id` where it is a plain one, else a random one. The response carries it too. */
  readonly id: string;
  readonly route: Route;
  /** The outcome, or the code of the rejection. */
  readonly result: 'request' | 'challenge' | 'seen' | 'verified' | 'manual' | Code;
  readonly milliseconds: number;
}

/** How a handler works. */
export interface HandlerOptions {
  /** The caller's session, from its cookie; null where there is none. Or `cookieSessions()`, of which `GET request` begins one. */
  readonly session: Sessions['find'] | Sessions;
  /** Called once for each acceptance, before the answer goes out. What it resolves to is sent to the browser as `data`. */
  readonly accepted?: (outcome: Accepted, session: string) => unknown;
  /**
   * Called with what a person typed who has no code to show. Nothing verified it. What it resolves to is sent to the browser as `data`.
   * Without it there is no such route.
   */
  readonly manual?: (typed: Typed, session: string) => unknown;
  /** How often one session may call. */
  readonly rate?: RateLimit;
  /** Bytes of a body, 16 384 when absent: the longest code of a camera is a fourth of it. */
  readonly bodyBytes?: number;
  /** For how long a body may take, 10 000 when absent. */
  readonly bodyMilliseconds?: number;
  /** Called after each answer. */
  readonly report?: (report: CallReport) => void;
}

/** A route of a handler. */
export type Route = 'request' | 'challenge' | 'seen' | 'foreign' | 'verify' | 'manual';

/** Answers a request. */
export type Handler = (request: Request) => Promise<Response>;

const ROUTES: readonly Route[] = ['request', 'challenge', 'seen', 'foreign', 'verify', 'manual'];
const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** A mistake of the backend's, and no caller's: so it is thrown. */
export const BODY_WAS_READ = 'The body was read before it came here: the handler stands before any parser of bodies.';

/** Of bodies that are no evidence, by reason. */
const STATUS: Readonly<Record<string, number>> = { size: 413, time: 408, method: 405 };

interface Members {
  readonly request: string;
  readonly fields?: readonly FieldName[];
  readonly typed: readonly (readonly [string, string])[];
  readonly hash: string;
  readonly presentation: string;
  readonly requestHash?: string;
}

type Answer = { readonly outcome: CallReport['result']; readonly source?: 'ikd' | 'manual' } | Rejected;

/** Who calls, and the cookie of a session that begins. */
type Caller = Pick<BegunSession, 'session'> & Partial<BegunSession>;

/**
 * Makes the routes of a relying party. The last part of the path is the route, so that it can stand under any path.
 *
 * @example
 * const handler = createHandler(rp, { session: cookieSessions({ key }), accepted: ({ released }, session) => save(session, released) });
 * app.all('/ikd/:route', (context) => handler(context.req.raw)); // Hono
 */
export function createHandler(relyingParty: RelyingParty, options: HandlerOptions): Handler {
  const limiter = new RateLimiter(options.rate ?? {});
  return async (request) => {
    const route = routeOf(request, options);
    if (route === undefined) return new Response(null, { status: 404 });
    const [start, id] = [milliseconds(), requestId(request)];
    const refusal = shape(route, request);
    const caller = refusal ?? (await callerOf(options.session, route, request)) ?? serverRejected('session_missing');
    const answer = isRejected(caller) ? caller : await answered({ relyingParty, options, limiter, route }, request, caller);
    const result = isRejected(answer) ? answer.code : answer.outcome;
    options.report?.({ id, route, result, milliseconds: milliseconds() - start });
    const headers = { ...HEADERS, ...extra(route, answer), ...begun(caller), 'x-request-id': id };
    return response(request, answer, headers);
  };
}

/** Deno hands an address over that is none. */
function routeOf({ url }: Request, { manual }: HandlerOptions): Route | undefined {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  const route = ROUTES.find((name) => path.endsWith(`/${name}`));
  return route === 'manual' && manual === undefined ? undefined : route;
}

/** Only what a page asks first begins a session: a later call without one has lost it. */
async function callerOf(sessions: HandlerOptions['session'], route: Route, request: Request): Promise<Caller | null> {
  const session = await (typeof sessions === 'function' ? sessions(request) : sessions.find(request));
  if (session !== null && session !== '') return { session };
  return route === 'request' && typeof sessions !== 'function' ? sessions.begin(request) : null;
}

interface Backend {
  readonly relyingParty: RelyingParty;
  readonly options: HandlerOptions;
  readonly limiter: RateLimiter;
  readonly route: Route;
}

async function answered(backend: Backend, request: Request, { session, cookie }: Caller): Promise<Answer> {
  const { relyingParty, options, limiter, route } = backend;
  // One that begins is not counted: those who throw it away could fill the places of all others.
  if (cookie === undefined && !limiter.take(session)) return serverRejected('rate_limited');
  if (route === 'request') return relyingParty.request(asking(request));
  const bytes = await body(request, options);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const members = readMembers<Members>(route, bytes);
  return isRejected(members) ? members : posted(backend, session, members);
}

async function posted({ relyingParty: party, options, route }: Backend, session: string, members: Members): Promise<Answer> {
  const { fields, hash, presentation, requestHash } = members;
  if (route === 'challenge') return party.challenge(session, members.request, fields === undefined ? {} : { fields });
  if (route === 'foreign') return party.foreign(session, hash);
  if (route === 'seen') return party.seen(session, hash);
  if (route === 'manual') {
    const typed = await party.typed(members.request, Object.fromEntries(members.typed));
    return isRejected(typed) ? typed : told({ outcome: 'manual', source: 'manual' }, await options.manual?.(typed, session));
  }
  const outcome = await party.verify(session, presentation, requestHash === undefined ? {} : { requestHash });
  return isRejected(outcome) ? outcome : told(shown(outcome), await options.accepted?.(outcome, session));
}

function asking({ url }: Request): Asking {
  const { searchParams } = new URL(url);
  const [name, language] = [searchParams.get('name'), searchParams.get('lang')];
  return { ...(name !== null && { name }), ...(language !== null && { language }) };
}

/** With what the bank's own function says. */
function told(facts: Answer, data: unknown): Answer {
  return { ...facts, ...(data !== undefined && { data }) };
}

function response({ method }: Request, answer: Answer, headers: Record<string, string>): Response {
  const json = new TextEncoder().encode(JSON.stringify(answer));
  if (method !== 'HEAD') return new Response(json, { status: status(answer), headers });
  return new Response(null, { status: status(answer), headers: { ...headers, 'content-length': String(json.length) } });
}

/** What a browser is told of an acceptance: neither values nor evidence. */
function shown({ released: _, evidence: __, receipt, ...facts }: Accepted): Answer {
  const paper = receipt === null ? null : { receipt: receipt.receipt, signed: base64(receipt.signed) };
  return { ...facts, receipt: paper } as Answer;
}

function methods(route: Route): readonly string[] {
  return route === 'request' ? ['GET', 'HEAD'] : ['POST'];
}

function shape(route: Route, { method, headers }: Request): Rejected | null {
  if (!methods(route).includes(method)) return serverRejected('evidence_malformed', 'method');
  if (route === 'request') return null;
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return serverRejected('evidence_malformed', 'type');
  // A body that unfolds is larger than it says.
  const encoding = headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  return encoding === 'identity' ? null : serverRejected('evidence_malformed', 'encoding');
}

async function body(request: Request, { bodyBytes = 16_384, bodyMilliseconds = 10_000 }: HandlerOptions): Promise<Uint8Array | Rejected> {
  if (request.bodyUsed || request.body?.locked === true) throw new TypeError(BODY_WAS_READ);
  const { signal, off } = alarm(bodyMilliseconds);
  const bytes = await boundedBytes(request, bodyBytes, signal).catch(() => null);
  off();
  return bytes ?? serverRejected('evidence_malformed', signal.aborted ? 'time' : 'size');
}

function status(answer: Answer): number {
  if (!isRejected(answer)) return 200;
  const { code, detail } = answer;
  if (code === 'store_unavailable' || code === 'worker_trapped') return 503;
  if (code === 'rate_limited') return 429;
  if (code === 'session_missing') return 401;
  if (code !== 'evidence_malformed') return 200;
  return STATUS[String(detail?.['reason'])] ?? 400;
}

function extra(route: Route, answer: Answer): Record<string, string> {
  const code = status(answer);
  if (code === 503 || code === 429) return { 'retry-after': '1' };
  return code === 405 ? { allow: methods(route).join(', ') } : {};
}

function begun(caller: Caller | Rejected): Record<string, string> {
  return 'cookie' in caller ? { 'set-cookie': caller.cookie } : {};
}

/** A caller's id is written into logs: only a plain one is taken. */
function requestId({ headers }: Request): string {
  const given = headers.get('x-request-id');
  return given !== null && /^[\w-]{1,64}$/.test(given) ? given : crypto.randomUUID();
}
