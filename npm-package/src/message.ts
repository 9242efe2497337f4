// In: nothing. Out: the types of the messages between a page and its worker. Each message gets one reply, in order.
import type { EngineConfig, Method } from './engine.js';

/** The first message: what to start. */
export interface Start {
  readonly module: WebAssembly.Module;
  readonly config: EngineConfig;
  readonly name: string;
}

/** Each later message: a call. */
export interface Call {
  readonly method: Method;
  readonly args: readonly unknown[];
}

/** The answer; a sentence that tells the caller what was misused; or the news that the module has trapped. */
export type Reply = { readonly result: unknown } | { readonly misuse: string } | { readonly trapped: true };
