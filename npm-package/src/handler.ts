// In: a `Request` to …/challenge, …/seen, …/foreign or …/verify. Out: its `Response`, as JSON. Refuses other methods, types, encodings and sizes, and
// callers without a session or too many calls. The audience is the configuration's: Host and Origin are not read. Released values go to
// the bank's own function, never to the browser.
import { boundedBytes } from './bounded.js';
import { base64 } from './bytes.js';
import { alarm, milliseconds } from './clock.js';
import type { Code } from './code.js';
import type { FieldName } from './field.js';
import type { Rejected } from './outcome.js';
import { RateLimiter, type RateLimit } from './rate_limit.js';
import { isRejected } from './rejection.js';
import type { Accepted, RelyingParty } from './relying_party.js';
import { readMembers, serverRejected } from './rules.js';

/** What happened to one call, for logs and metrics. It holds no value of a person, no session and no token. */
export interface CallReport {
  /** The caller's `x-request-id` where it is a plain one, else a random one. The response carries it too. */
  readonly id: string;
  readonly route: Route;
  /** The outcome, or the code of the rejection. */
  readonly result: 'challenge' | 'seen' | 'verified' | Code;
  readonly milliseconds: number;
}

/** How a handler works. */
export interface HandlerOptions {
  /** The caller's session, from its cookie; null where there is none. */
  readonly session: (request: Request) => string | null | Promise<string | null>;
  /** Called once for each acceptance, before the answer goes out. What it resolves to is sent to the browser as `data`. */
  readonly accepted?: (outcome: Accepted, session: string) => unknown;
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
export type Route = 'challenge' | 'seen' | 'foreign' | 'verify';

/** Answers a request. */
export type Handler = (request: Request) => Promise<Response>;

const ROUTES: readonly Route[] = ['challenge', 'seen', 'foreign', 'verify'];
const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** A mistake of the backend's, and no caller's: so it is thrown. */
export const BODY_WAS_READ = 'The body was read before it came here: the handler stands before any parser of bodies.';

/** Of bodies that are no evidence, by reason. */
const STATUS: Readonly<Record<string, number>> = { size: 413, time: 408, method: 405 };

interface Members {
  readonly request: string;
  readonly fields?: readonly FieldName[];
  readonly hash: string;
  readonly presentation: string;
  readonly requestHash?: string;
}

type Answer = { readonly outcome: CallReport['result'] } | Rejected;

/**
 * Makes the routes of a relying party. The last part of the path is the route, so that it can stand under any path.
 *
 * @example
 * const handler = createHandler(rp, { session: (request) => sessionOf(request), accepted: ({ released }, session) => save(session, released) });
 * app.post('/ikd/:route', (context) => handler(context.req.raw)); // Hono
 */
export function createHandler(relyingParty: RelyingParty, options: HandlerOptions): Handler {
  const limiter = new RateLimiter(options.rate ?? {});
  return async (request) => {
    const route = routeOf(request);
    if (route === undefined) return new Response(null, { status: 404 });
    const [start, id] = [milliseconds(), requestId(request)];
    const answer = await answered(relyingParty, options, limiter, route, request);
    const result = isRejected(answer) ? answer.code : answer.outcome;
    options.report?.({ id, route, result, milliseconds: milliseconds() - start });
    return new Response(JSON.stringify(answer), { status: status(answer), headers: { ...HEADERS, ...extra(answer), 'x-request-id': id } });
  };
}

/** Deno hands an address over that is none. */
function routeOf({ url }: Request): Route | undefined {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  return ROUTES.find((name) => path.endsWith(`/${name}`));
}

async function answered(party: RelyingParty, options: HandlerOptions, limiter: RateLimiter, route: Route, request: Request): Promise<Answer> {
  const refusal = shape(request);
  if (refusal !== null) return refusal;
  const session = await options.session(request);
  if (session === null || session === '') return serverRejected('session_missing');
  if (!limiter.take(session)) return serverRejected('rate_limited');
  const bytes = await body(request, options);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const members = readMembers<Members>(route, bytes);
  if (isRejected(members)) return members;
  if (route === 'challenge') return party.challenge(session, members.request, members.fields === undefined ? {} : { fields: members.fields });
  if (route === 'foreign') return party.foreign(session, members.hash);
  if (route === 'seen') return party.seen(session, members.hash);
  const { requestHash } = members;
  const outcome = await party.verify(session, members.presentation, requestHash === undefined ? {} : { requestHash });
  return isRejected(outcome) ? outcome : shown(outcome, await options.accepted?.(outcome, session));
}

/** What a browser is told of an acceptance: neither values nor evidence. */
function shown({ released: _, evidence: __, receipt, ...facts }: Accepted, data: unknown): Answer {
  const paper = receipt === null ? null : { receipt: receipt.receipt, signed: base64(receipt.signed) };
  return { ...facts, receipt: paper, ...(data !== undefined && { data }) } as Answer;
}

function shape({ method, headers }: Request): Rejected | null {
  if (method !== 'POST') return serverRejected('evidence_malformed', 'method');
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

function extra(answer: Answer): Record<string, string> {
  const code = status(answer);
  if (code === 503 || code === 429) return { 'retry-after': '1' };
  return code === 405 ? { allow: 'POST' } : {};
}

/** A caller's id is written into logs: only a plain one is taken. */
function requestId({ headers }: Request): string {
  const given = headers.get('x-request-id');
  return given !== null && /^[\w-]{1,64}$/.test(given) ? given : crypto.randomUUID();
}
