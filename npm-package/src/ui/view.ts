// In: nothing. Out: what a view is: a state of the session → what stands on the screen there.
import type { Session } from '../session.js';
import type { SessionState, SessionStateName } from '../session_state.js';
import type { Language } from './language.js';
import type { Child } from './node.js';

/** What every view is given. */
export interface Scene {
  readonly session: Session;
  readonly language: Language;
  /** What the host allows and names. */
  readonly host: Host;
  /** The last screen, once it is loaded. */
  readonly done: ((scene: Scene, state: StateOf<'done'>) => View) | null;
}

/** What the host's attributes and properties say to the views. */
export interface Host {
  /** Where a wallet on this device takes a challenge; its text is put into the fragment. */
  readonly wallet: string | null;
  /** Where another device goes on: this page, unless the host says otherwise. */
  readonly handover: string | null;
  readonly manual: 'offered' | 'absent';
  readonly pictures: 'accept' | 'refuse';
  /** The person wants the other language. */
  readonly speak: (language: 'id' | 'en') => void;
  /** Starts the session again after its end. */
  readonly again: () => void;
  /** After a failure: a new challenge for the same choice. */
  readonly retry: () => void;
  /** Answers the challenge by the sandbox's own wallet. */
  readonly simulate: () => void;
}

/** What stands on the screen. */
export interface View {
  readonly title: string;
  readonly body: readonly Child[];
  /** Good or bad news, for the colours. */
  readonly tone?: 'good' | 'bad';
  /** Redraws in place what changes while the view stays; the language may know more words by now. */
  readonly update?: (state: SessionState, language: Language) => void;
  /** Undoes what the view began, when it leaves. */
  readonly leave?: () => void;
}

/** The state of one name. */
export type StateOf<Name extends SessionStateName> = Extract<SessionState, { readonly name: Name }>;
