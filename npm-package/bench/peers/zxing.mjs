// zxing-cpp as WebAssembly.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const options = { formats: ['QRCode'], maxNumberOfSymbols: 1, tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true };

export const zxing = {
  name: 'zxing-wasm',
  package: 'zxing-wasm',
  entry: new URL(import.meta.url),
  options: 'QRCode only, one symbol, tryHarder, tryRotate, tryInvert, tryDownscale',
  wasm: 'zxing-wasm/dist/reader/zxing_reader.wasm',

  async open({ wasm }) {
    await prepareZXingModule({ overrides: { wasmBinary: (await wasm(this.wasm)).slice().buffer }, fireImmediately: true });
    return {
      async read(image) {
        const found = await readBarcodes(image, options);
        return found.find((symbol) => symbol.isValid)?.text ?? null;
      },
    };
  },
};
