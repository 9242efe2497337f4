// Cookie header → session id that this process has made, or undefined.
// The id carries a MAC by a key of this process: an invented cookie, or one from before a restart, is no session.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const COOKIE = /(?:^|;\s*)ikd_session=([\w-]{22})\.([\w-]{43})(?:;|$)/;

export class Sessions {
  #key = randomBytes(32);

  /** The session of this request, if it has one. */
  find(cookieHeader = '') {
    const [, id, mac] = COOKIE.exec(cookieHeader) ?? [];
    return id && timingSafeEqual(Buffer.from(mac), Buffer.from(this.#mac(id))) ? id : undefined;
  }

  /** A new session and its cookie. Behind TLS, add `Secure` and the prefix `__Host-`. */
  begin() {
    const id = randomBytes(16).toString('base64url');
    return { id, cookie: `ikd_session=${id}.${this.#mac(id)}; HttpOnly; SameSite=Strict; Path=/` };
  }

  #mac(id) {
    return createHmac('sha256', this.#key).update(id).digest('base64url');
  }
}
