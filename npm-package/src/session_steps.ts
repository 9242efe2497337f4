// In: the next state of a session. Out: the state that it is in, told to whoever listens. Refuses a step that session_state.ts does not know.
import { type SessionResult, type SessionState, type SessionStateName, TRANSITIONS } from './session_state.js';

/** Where a session is, and the promise of its end. */
export class SessionSteps {
  #state: SessionState = { name: 'idle' };
  #settle: ((result: SessionResult) => void) | null = null;
  #promise: Promise<SessionResult> | null = null;
  readonly #listeners: Set<(state: SessionState) => void> = new Set();

  get state(): SessionState {
    return this.#state;
  }

  /** Settles once, at the end; null while nothing runs. */
  get running(): Promise<SessionResult> | null {
    return this.#promise;
  }

  subscribe(listener: (state: SessionState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Whether this state may come next. */
  may(next: SessionStateName): boolean {
    return TRANSITIONS[this.#state.name].includes(next);
  }

  show(state: SessionState): void {
    if (!this.may(state.name)) throw new Error(`A session does not go from ${this.#state.name} to ${state.name}.`);
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  /** Begins a run. */
  run(): Promise<SessionResult> {
    this.#promise = new Promise((resolve) => {
      this.#settle = resolve;
    });
    return this.#promise;
  }

  /** Ends the run, if there is one. */
  settle(result: SessionResult): void {
    const settle = this.#settle;
    [this.#settle, this.#promise] = [null, null];
    settle?.(result);
  }
}
