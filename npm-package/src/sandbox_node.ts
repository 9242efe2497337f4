// In: nothing. Out: the entry `ikd-verify/sandbox` in Node.
import { readBytes } from './file.js';
import { openWallet, type Sandbox } from './wallet.js';
import { loadModule, type WasmSource } from './wasm_module.js';
import { WASM_SHA256 } from './wasm/ikd_sandbox_sha256.js';

export type * from './inspection.js';
export type { ChallengeContents, Fault, Minted, Sandbox, SandboxTrust, Showing, ShowingFault } from './wallet.js';

/**
 * Opens the test issuer and wallet.
 *
 * @example
 * const sandbox = await openSandbox();
 * const verifier = await createVerifier({ ...sandbox.trust(now), environment: 'sandbox' });
 */
export async function openSandbox(options: { readonly wasm?: WasmSource } = {}): Promise<Sandbox> {
  const wasm = options.wasm ?? new URL('./wasm/ikd_sandbox_bg.wasm', import.meta.url);
  return openWallet(await loadModule(wasm, [WASM_SHA256], readBytes));
}
