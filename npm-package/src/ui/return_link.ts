// In: the address that a wallet on this device came back to. Out: the presentation in its fragment, handed to the tab that asked for it.
// Browsers open a wallet's link in a new tab; the challenge, and who agreed to what, are in the old one. Nothing is stored, and the
// fragment leaves the address at once: it holds a person's data.
import { after } from '../clock.js';

const NAME = 'ikd-verify';
const MEMBER = 'ikd';
/** How long the other tab may take to answer, in milliseconds. */
const PATIENCE = 600;

interface Message {
  readonly returned?: string;
  readonly taken?: true;
}

/** The text that a wallet has put into the fragment; null where there is none. */
export function takeReturned(): string | null {
  const members = new URLSearchParams(location.hash.slice(1));
  const text = members.get(MEMBER);
  if (text === null) return null;
  members.delete(MEMBER);
  const rest = members.toString();
  history.replaceState(history.state, '', location.pathname + location.search + (rest === '' ? '' : `#${rest}`));
  return text;
}

/** Hands a text to another tab of this origin that waits for one. */
export async function handOver(text: string): Promise<'taken' | 'nobody'> {
  const channel = new BroadcastChannel(NAME);
  const taken = new Promise<'taken'>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Message>) => data.taken && resolve('taken');
  });
  channel.postMessage({ returned: text } satisfies Message);
  const answer = await Promise.race([taken, after(PATIENCE).then(() => 'nobody' as const)]);
  channel.close();
  return answer;
}

/** Waits for such a text until the function that it gives is called. `take` says whether it wants it. */
export function onReturned(take: (text: string) => 'taken' | 'refused'): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (typeof data.returned === 'string' && take(data.returned) === 'taken') channel.postMessage({ taken: true } satisfies Message);
  };
  return () => channel.close();
}

/** Where a wallet comes back to: this page. */
export function returnAddress(): string {
  return location.origin + location.pathname + location.search;
}
