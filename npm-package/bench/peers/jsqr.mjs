// jsQR: JavaScript.
import exported from 'jsqr';

// Node hands over the whole CommonJS module, a bundler its default export.
const jsQR = exported.default ?? exported;

export const jsqr = {
  name: 'jsQR',
  package: 'jsqr',
  entry: new URL(import.meta.url),
  options: 'inversionAttempts attemptBoth',

  open() {
    return { read: ({ data, width, height }) => jsQR(data, width, height, { inversionAttempts: 'attemptBoth' })?.data ?? null };
  },
};
