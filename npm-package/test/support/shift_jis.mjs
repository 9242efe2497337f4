// In: the TextDecoder of whoever runs this. Out: SHA-256 of what every byte and pair of Shift JIS means to it, in hex.

/** That of sdk/scan/src/shift_jis.rs: the module asks the TextDecoder, and what is native asks encoding_rs. */
export const NATIVE = '18767a9d3abe51d76d1287b0e854654a3fda230a1f2d1461afed8000fc1e1a4c';

/** Control codes that decoders swap or refuse, which the scanner takes for no text. */
const DISPUTED = /[\x1a\x1c\x7f\x80]/;

export async function meanings() {
  const meaning = (...bytes) => {
    try {
      // A new one each time, as the module makes it: WebKit's keeps a byte of what it refused for its next text.
      const text = new TextDecoder('shift_jis', { fatal: true }).decode(Uint8Array.from(bytes));
      return DISPUTED.test(text) ? 'none' : text;
    } catch {
      return 'none';
    }
  };
  const lines = [];
  for (let byte = 0; byte <= 0xff; byte += 1) lines.push(`${meaning(byte)}\n`);
  for (let pair = 0x8140; pair <= 0xffff; pair += 1) lines.push(`${meaning(pair >> 8, pair & 0xff)}\n`);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('')));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
