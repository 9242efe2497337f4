// The peers that the scanner is measured beside. `open(place)` gives an object with `read(image)`: the text, or null.
export { jsqr } from './jsqr.mjs';
export { qr } from './qr.mjs';
export { rxing } from './rxing.mjs';
export { wechat } from './wechat.mjs';
export { zbar } from './zbar.mjs';
export { zxing } from './zxing.mjs';
