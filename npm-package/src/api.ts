// In: nothing. Out: the types that both entries export.
export type { Code } from './code.js';
export type { Credential, Released, Typed } from './credential.js';
export type { Camera, CameraOptions } from './camera.js';
export type { Challenge, Functions, Matched, SeenLists, SeenStatusList } from './engine.js';
export type { Biometric, Claim169Fields, FieldName, Fields } from './field.js';
export type { Kind } from './kind.js';
export type { Facing, Lens } from './lens.js';
export type { Category, Clock, DocumentName, Environment, Levels, Rejected, Verified } from './outcome.js';
export type { PresentationRequest, RequestedField } from './request.js';
export type { FrameReport, ScanOptions, ScanSource } from './scan.js';
export type { Point, Sight } from './sight.js';
export type { QrSymbol } from './symbol.js';
export type { FetchedList, ListFetch, ListFetchOptions } from './signed_list.js';
export type { Verifier, VerifierOptions, VerifyOptions, VerifyOutcome } from './verifier.js';
export type { WasmSource } from './wasm_module.js';
