// In: nothing. Out: the package's API in a browser. node.ts is the same API in Node.
import { WASM_SHA256 } from './wasm/ikd_verify_sha256.js';

export type * from './api.js';
export { createVerifier } from './create_verifier.js';
export { drawSymbol, symbolSvg } from './symbol.js';
export { openCamera } from './camera.js';
export { fetchStatusList, fetchTrustList } from './signed_list.js';
export { kindSentence } from './kind.js';
export { WASM_SHA256 };
