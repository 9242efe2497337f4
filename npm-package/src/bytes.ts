// In: bytes. Out: Base64 text, and back; and bytes from the system's random source.

/** Base64 with its padding (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  let text = '';
  // A call takes only so many arguments: a trust list has more bytes.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** The bytes of Base64. Throws where it is none. */
export function unbase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Bytes that nobody can guess. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}
