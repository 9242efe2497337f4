// In: a credential and the relying party's key. Out: the holder's pseudonym. For backends: no entry of a browser imports it.
import { holders, type Credential } from './credential.js';
import type { Pseudonym } from './engine.js';
import type { FieldName } from './field.js';
import type { Rejected } from './outcome.js';

/**
 * Makes the pseudonym by which one relying party knows a person again: HMAC-SHA-256 over its id and the NIK, which stays in the
 * engine. It needs the consent that a release of `nik` needs. The key is 32 random bytes or more, and never leaves the backend.
 *
 * @example
 * const made = await pseudonym(credential, key, { shared: ['nik'] });
 * if (made.outcome === 'pseudonym') await customers.findOrCreate(made.pseudonym);
 */
export async function pseudonym(
  credential: Credential,
  key: Uint8Array,
  { shared = ['nik'] }: { readonly shared?: readonly FieldName[] } = {},
): Promise<Pseudonym | Rejected> {
  const held = holders.get(credential);
  if (held === undefined) throw new TypeError('The credential is closed.');
  if (!(key instanceof Uint8Array)) throw new TypeError('The key is a Uint8Array.');
  return held.engine.call('pseudonym', held.handle, shared, key);
}
