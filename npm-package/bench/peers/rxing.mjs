// rxing, the Rust port of ZXing, as WebAssembly. Its glue is loaded by path: its package names one entry for Node and another
// for bundlers, and here both are to run the same.
import * as glue from './node_modules/rxing-wasm/rxing_wasm_bg.js';

export const rxing = {
  name: 'rxing-wasm',
  package: 'rxing-wasm',
  entry: new URL(import.meta.url),
  options: 'qrcode only, TryHarder, AlsoInverted',
  wasm: 'rxing-wasm/rxing_wasm_bg.wasm',

  async open({ wasm }) {
    const module = await WebAssembly.compile(await wasm(this.wasm));
    glue.__wbg_set_wasm(new WebAssembly.Instance(module, { './rxing_wasm_bg.js': glue }).exports);
    const hints = new glue.DecodeHintDictionary();
    hints.set_hint(glue.DecodeHintTypes.PossibleFormats, 'qrcode');
    hints.set_hint(glue.DecodeHintTypes.TryHarder, 'true');
    hints.set_hint(glue.DecodeHintTypes.AlsoInverted, 'true');
    return { read: (image) => read(image, hints) };
  },
};

function read({ data, width, height }, hints) {
  const luma = glue.convert_js_image_to_luma(new Uint8Array(data.buffer));
  try {
    const result = glue.decode_barcode_with_hints(luma, width, height, hints);
    const text = result.text();
    result.free();
    return text;
  } catch (error) {
    // It throws a sentence where it reads nothing.
    if (error instanceof Error) throw error;
    return null;
  }
}
