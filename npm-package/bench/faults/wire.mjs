// In: a port. Out: another port that leads to it, and that can lead elsewhere: whoever was connected is cut off.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Wire {
  #server = createServer((near) => this.#join(near));
  #ends = new Set();
  #target;

  static async to(target) {
    const wire = new Wire(target);
    await once(wire.#server.listen(0, '127.0.0.1'), 'listening');
    return wire;
  }

  constructor(target) {
    this.#target = target;
  }

  get port() {
    return this.#server.address().port;
  }

  /** Leads to another port from now on. */
  turn(target) {
    this.#target = target;
    this.cut();
  }

  cut() {
    for (const end of this.#ends) end.destroy();
  }

  close() {
    this.#server.close();
    this.cut();
  }

  #join(near) {
    const far = connect(this.#target, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]]) {
      this.#ends.add(one.setNoDelay(true));
      one.on('error', () => undefined).on('close', () => (this.#ends.delete(one), other.destroy()));
      one.pipe(other);
    }
  }
}
