// In: how the camera is given. Out: WebKitGTK's MiniBrowser in a screen of its own, over WebKitWebDriver's W3C protocol.
// Every evaluation goes to the page's own window. Ends both programs with the browser, and with this process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

export const WEBKIT_DRIVER = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
const FOLDERS = ['lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'libexec'].map((folder) => `/usr/${folder}/webkit2gtk-4.1/MiniBrowser`);
export const MINI_BROWSER = process.env.MINI_BROWSER ?? FOLDERS.find((path) => existsSync(path)) ?? FOLDERS[0];
export const XVFB = process.env.XVFB ?? '/usr/bin/Xvfb';

/** An automated MiniBrowser grants what a page asks for. It has mock devices or none. */
const CAMERAS = { fake: ['--enable-mock-capture-devices=true'], none: ['--enable-mock-capture-devices=false'] };

/** Starts the browser. */
export async function openWebKit(camera) {
  const screen = program(XVFB, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], ['ignore', 'ignore', 'ignore', 'pipe']);
  const [number] = await once(screen.stdio[3], 'data');
  const port = await freePort();
  const driver = program(WEBKIT_DRIVER, [`--port=${port}`], 'ignore', { DISPLAY: `:${String(number).trim()}` });
  const end = () => [driver, screen].forEach((child) => child.kill());
  try {
    const session = await Session.open(`http://127.0.0.1:${port}`, ['--automation', '--enable-media-stream=true', ...CAMERAS[camera]]);
    return { newPage: () => session.newPage(), close: () => session.close().finally(end) };
  } catch (error) {
    end();
    throw error;
  }
}

function program(path, args, stdio, env = {}) {
  const child = spawn(path, args, { stdio, env: { ...process.env, ...env } });
  process.once('exit', () => child.kill());
  return child;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

class Session {
  #address;

  static async open(driver, args) {
    while (!(await fetch(`${driver}/status`).then(({ ok }) => ok, () => false))) await after(20);
    const browserOptions = { binary: MINI_BROWSER, args };
    const capabilities = { alwaysMatch: { timeouts: { script: 60_000 }, 'webkitgtk:browserOptions': browserOptions } };
    const { sessionId } = await command('POST', `${driver}/session`, { capabilities });
    const session = new Session();
    session.#address = `${driver}/session/${sessionId}`;
    return session;
  }

  async newPage() {
    const { handle } = await this.#post('window/new', { type: 'window' });
    const there = async (path, body) => {
      await this.#post('window', { handle });
      return this.#post(path, body);
    };
    return {
      goto: (url) => there('url', { url }),
      evaluate: async (work, argument = null) => settled(await there('execute/async', { script: script(work), args: [argument] })),
      close: async () => {
        await this.#post('window', { handle });
        await command('DELETE', `${this.#address}/window`);
      },
    };
  }

  close() {
    return command('DELETE', this.#address);
  }

  #post(path, body) {
    return command('POST', `${this.#address}/${path}`, body);
  }
}

/** The driver calls back with JSON; a page's error is a value, so that its message arrives. */
function script(work) {
  return `const [argument, done] = arguments;
(async () => (${work})(argument))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
}

function settled({ value, error }) {
  if (error !== undefined) throw new Error(error);
  return value;
}

async function command(method, address, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
