// In: nothing. Out: the entry `ikd-verify/lint` in a browser: what a relying party checks its requests with before it asks anybody.
import { fetchBytes } from './fetch.js';
import { findings, ready, type Finding, type LintOptions, type Profile } from './linter.js';
import { loadModule, type WasmSource } from './wasm_module.js';
import { WASM_SHA256 } from './wasm/ikd_sandbox_sha256.js';

export type { Finding, FindingCode, LintOptions, Profile, ProfileName, Sentence } from './linter.js';

function load(wasm: WasmSource | undefined): ReturnType<typeof loadModule> {
  return loadModule(wasm ?? new URL('./wasm/ikd_sandbox_bg.wasm', import.meta.url), [WASM_SHA256], fetchBytes);
}

/**
 * Says what is wrong with a request, each with its article of law. An empty list is a clean request; nonce and expiresAt may be absent.
 *
 * @example
 * for (const { field, article, sentence } of await lintRequest(request, { profile: 'bank-cdd' })) console.error(field, sentence.en, article);
 */
export async function lintRequest(request: unknown, { profile, wasm }: LintOptions = {}): Promise<readonly Finding[]> {
  return findings(await load(wasm), request, profile);
}

/**
 * The ready profiles, each with the rule that it follows.
 *
 * @example
 * const bank = (await readyProfiles()).find(({ name }) => name === 'bank-cdd');
 */
export async function readyProfiles({ wasm }: Pick<LintOptions, 'wasm'> = {}): Promise<readonly Profile[]> {
  return ready(await load(wasm));
}
