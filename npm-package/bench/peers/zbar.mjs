// ZBar as WebAssembly.
import { ZBarConfigType, ZBarScanner, ZBarSymbolType, scanRGBABuffer } from '@undecaf/zbar-wasm';

export const zbar = {
  name: 'zbar-wasm',
  package: '@undecaf/zbar-wasm',
  entry: new URL(import.meta.url),
  options: 'QR codes only, TEST_INVERTED',

  async open() {
    const scanner = await ZBarScanner.create();
    scanner.setConfig(ZBarSymbolType.ZBAR_NONE, ZBarConfigType.ZBAR_CFG_ENABLE, 0);
    scanner.setConfig(ZBarSymbolType.ZBAR_QRCODE, ZBarConfigType.ZBAR_CFG_ENABLE, 1);
    scanner.setConfig(ZBarSymbolType.ZBAR_NONE, ZBarConfigType.ZBAR_CFG_TEST_INVERTED, 1);
    return {
      async read({ data, width, height }) {
        const [symbol] = await scanRGBABuffer(data.buffer, width, height, scanner);
        return symbol?.decode() ?? null;
      },
    };
  },
};
