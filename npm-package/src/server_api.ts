// In: nothing. Out: what both entries of `ikd-verify/server` export besides what starts the module.
export { createHandler, type CallReport, type Handler, type HandlerOptions, type Route } from './handler.js';
export { MemoryStore, type MemoryStoreOptions } from './memory_store.js';
export { toNodeListener, type NodeListener, type NodeListenerOptions } from './node_listener.js';
export { POSTGRES_TABLE, PostgresStore, type PostgresPool, type PostgresStoreOptions } from './postgres_store.js';
export type { RateLimit } from './rate_limit.js';
export { ChainedLog, receiptLine, type ReceiptLog } from './receipt_log.js';
export type { OpenedReceipt, Place, Receipt, SignedReceipt } from './receipt.js';
export type { RedisClient } from './redis_client.js';
export { RedisStore, type RedisStoreOptions } from './redis_store.js';
export type {
  Accepted, Challenged, Evidence, RelyingParty, RelyingPartyOptions, RequestTemplate, Seen, Trust,
} from './relying_party.js';
export { StoreError, type Store } from './store.js';
export type { Category, Levels, Rejected, Verified } from './outcome.js';
export type { Code } from './code.js';
export type { FieldName, Fields } from './field.js';
export type { PresentationRequest, RequestedField } from './request.js';
export { WASM_SHA256 } from './wasm/ikd_server_sha256.js';
