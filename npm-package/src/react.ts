// In: props. Out: `<ikd-verify>` in React 18 and 19. A thin wrapper: the element keeps the session, so that StrictMode's second mount opens no second camera.
import { createElement, useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import type { Backend } from './backend.js';
import { IkdVerifyElement } from './element.js';
import type { Session } from './session.js';
import type { SessionResult, SessionState } from './session_state.js';
import type { Words } from './words/id.js';

/** The props: the element's attributes and properties, and a function for each event. */
export interface IkdVerifyProps {
  /** The address of the backend's route `request`. */
  readonly request?: string;
  readonly backend?: Backend;
  /** A session of the page's own, such as one of `ikd-verify/testing`. */
  readonly session?: Session;
  readonly lang?: 'id' | 'en';
  readonly wallet?: string;
  readonly handover?: string;
  readonly manual?: string;
  readonly pictures?: 'accept' | 'refuse';
  readonly words?: Partial<Words>;
  readonly lens?: string;
  readonly className?: string;
  /** For the element's slots: give each the prop `slot`. */
  readonly children?: ReactNode;
  readonly onState?: (state: SessionState) => void;
  readonly onVerified?: (result: Extract<SessionResult, { outcome: 'verified' }>) => void;
  readonly onRejected?: (result: Extract<SessionResult, { outcome: 'rejected' }>) => void;
  /** The relying party's own way: what it resolves to is `data` of the result. */
  readonly onUnavailable?: (state: SessionState) => unknown;
}

/**
 * The scanner and consent screen.
 *
 * @example
 * <IkdVerify request="/api/ikd/request" onVerified={({ data }) => open(data)} />
 */
export function IkdVerify(props: IkdVerifyProps): ReactElement {
  const place = useRef<IkdVerifyElement>(null);
  const newest = useRef(props);
  newest.current = props;
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const off = listen(element, newest);
    prepare(element, newest);
    void element.start();
    return () => {
      off();
      element.stop();
    };
  }, []);
  const { request, lang = 'id', wallet, handover, manual, pictures, className, children } = props;
  const attributes = { ref: place, begin: 'hand', class: className, request, lang, wallet, handover, manual, pictures };
  return createElement('ikd-verify', attributes, children);
}

type Newest = { readonly current: IkdVerifyProps };

function prepare(element: IkdVerifyElement, newest: Newest): void {
  const { backend, session, words, lens, onUnavailable } = newest.current;
  element.backend = backend ?? null;
  element.session = session ?? null;
  element.words = words ?? {};
  element.lens = lens ?? null;
  element.onUnavailable = onUnavailable === undefined ? null : (state) => newest.current.onUnavailable?.(state);
}

function listen(element: IkdVerifyElement, newest: Newest): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  element.addEventListener('ikd-state', (event) => newest.current.onState?.((event as CustomEvent).detail), { signal });
  element.addEventListener('ikd-verified', (event) => newest.current.onVerified?.((event as CustomEvent).detail), { signal });
  element.addEventListener('ikd-rejected', (event) => newest.current.onRejected?.((event as CustomEvent).detail), { signal });
  return () => ends.abort();
}
