// In: nothing, or what to ask for. Out: the entry `ikd-verify/sandbox-backend`: a whole server for a first try, in Node. SANDBOX ONLY: its root
// has a public seed, so everybody can make codes that it accepts. Never imported by a production entry; refuses NODE_ENV=production.
import { randomBytes } from './bytes.js';
import { now } from './clock.js';
import { cookieSessions } from './cookie_sessions.js';
import { createHandler, type Handler, type HandlerOptions } from './handler.js';
import { readyProfiles } from './lint_node.js';
import type { ProfileName } from './linter.js';
import { type NodeListener, toNodeListener } from './node_listener.js';
import type { RelyingPartyOptions } from './relying_party_options.js';
import { openSandbox } from './sandbox_node.js';
import { sandboxRequests } from './sandbox_request.js';
import { openSite, SITE_HEADERS } from './sandbox_site.js';
import { createRelyingParty } from './server.js';

/** What a first try may choose. */
export interface SandboxBackendOptions extends Pick<HandlerOptions, 'accepted' | 'manual'> {
  /** What is asked for, in Indonesian and English: NIK and name when absent. */
  readonly profile?: ProfileName;
  /** What is asked for instead of a profile. */
  readonly requests?: RelyingPartyOptions['requests'];
  /** The relying party's https origin, as codes name it. The page may stand elsewhere. `https://sandbox.example` when absent. */
  readonly audience?: string;
  /** The path of the HTML file at `/`. A page with nothing but `<ikd-verify>` when absent. */
  readonly page?: URL | string;
  /** Called with what one of your own functions threw. Node prints it as a warning when absent. */
  readonly failed?: (error: unknown) => void;
}

const API = '/api/ikd/';
/** A status list is fresh for an hour. */
const RENEWED_AFTER = 1_800;

/**
 * Makes the server of a first try: the page at `/`, the package's files below `/ikd-verify/`, the backend below `/api/ikd/`. For the
 * sandbox alone: whoever reads the source of this package can make a code that it accepts. With real codes, use `ikd-verify/server`.
 *
 * @example
 * import { createServer } from 'node:http';
 * import { sandboxBackend } from 'ikd-verify/sandbox-backend';
 * createServer(await sandboxBackend({ page: 'index.html' })).listen(8787);
 */
export async function sandboxBackend(options: SandboxBackendOptions = {}): Promise<NodeListener> {
  if (process.env['NODE_ENV'] === 'production') throw new Error('The sandbox accepts codes that everybody can make: it is not for production.');
  const [api, site] = [await openApi(options), await openSite(options.page)];
  const answer: Handler = async (request) => {
    const response = await (new URL(request.url).pathname.startsWith(API) ? api(request) : site(request));
    for (const [name, value] of Object.entries(SITE_HEADERS)) response.headers.set(name, value);
    return response;
  };
  return toNodeListener(answer, { failed: options.failed ?? ((error) => process.emitWarning(error instanceof Error ? error : String(error))) });
}

async function openApi({ profile = 'catat-nik-nama', audience = 'https://sandbox.example', ...options }: SandboxBackendOptions): Promise<Handler> {
  const sandbox = await openSandbox();
  let made = now();
  const trust = (): RelyingPartyOptions['trust'] => ({ ...sandbox.trust(made), environment: 'sandbox' });
  const requests = options.requests ?? (await profileRequests(profile, audience));
  const rp = await createRelyingParty({ audience, requests, trust: trust(), receipts: { key: randomBytes(32) } });
  const { accepted, manual } = options;
  const session = cookieSessions({ secure: 'https' });
  const handler = createHandler(rp, { session, ...(accepted && { accepted }), ...(manual && { manual }) });
  return (request) => {
    if (now() - made >= RENEWED_AFTER) {
      made = now();
      rp.renew(trust());
    }
    return handler(request);
  };
}

async function profileRequests(name: ProfileName, audience: string): Promise<RelyingPartyOptions['requests']> {
  const profile = (await readyProfiles()).find((ready) => ready.name === name);
  if (profile === undefined) throw new TypeError('There is no ready profile of this name.');
  return sandboxRequests(profile, audience);
}
