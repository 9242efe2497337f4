// paulmillr/qr: JavaScript.
import decodeQR from 'qr/decode.js';

const options = { effort: 100, timeLimit: 1000 };

export const qr = {
  name: 'qr',
  package: 'qr',
  entry: new URL(import.meta.url),
  options: 'effort 100, timeLimit 1000 ms',

  open() {
    return { read };
  },
};

/** It throws where it reads nothing. */
function read(image) {
  try {
    return decodeQR(image, options);
  } catch {
    return null;
  }
}
