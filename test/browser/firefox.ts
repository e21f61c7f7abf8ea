import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const executable = process.env.SEEDRANK_FIREFOX ?? '/usr/bin/firefox-esr';

export const canOpenFirefox: boolean = existsSync(executable);
/** Appended to the title of a suite, so that a skip says why. */
export const whyNoFirefox: string = canOpenFirefox ? '' : ` (skipped: ${executable} is absent)`;

/** Firefox, driven by Marionette, which it brings with it. */
export interface Firefox {
  open(url: string): Promise<void>;
  /** Runs the body of an async function in the page; its result must be JSON. */
  evaluate(body: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Gives files to an input element. */
  chooseFiles(selector: string, paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** No network: all that is asked for goes to a proxy that is not there; pages wait for scripts as long as tests do. */
const preferences = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.allow_hijacking_localhost': true,
  'marionette.port': 0,
  'browser.shell.checkDefaultBrowser': false,
};

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export async function openFirefox(): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'seedrank-firefox-'));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const child = spawn(executable, ['--headless', '--marionette', '--no-remote', '--profile', profile, 'about:blank'], {
    env: { ...process.env, HOME: profile },
    stdio: 'ignore',
  });
  const port = await portOf(profile, child);
  const ask = await connectTo(port);
  await ask('WebDriver:NewSession', {});
  await ask('WebDriver:SetTimeouts', { script: 600_000, pageLoad: 60_000, implicit: 0 });
  return {
    open: async (url) => void (await ask('WebDriver:Navigate', { url })),
    evaluate: async (body, ...args) => {
      const script = `const done = arguments[arguments.length - 1];
        (async (...given) => { ${body} })(...[...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value } = (await ask('WebDriver:ExecuteAsyncScript', { script, args })) as {
        value: { value?: unknown; error?: string };
      };
      if (value.error !== undefined) throw new Error(value.error);
      return value.value;
    },
    async chooseFiles(selector, paths) {
      const found = await ask('WebDriver:FindElement', { using: 'css selector', value: selector });
      const id = (found as { value: Record<string, string> }).value[ELEMENT];
      await ask('WebDriver:ElementSendKeys', { id, text: paths.join('\n') });
    },
    async close() {
      await ask('Marionette:Quit', { flags: ['eForceQuit'] });
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** Firefox writes the port that it has chosen into its profile. */
async function portOf(profile: string, child: ChildProcess): Promise<number> {
  const file = join(profile, 'MarionetteActivePort');
  for (let i = 0; i < 600; i++) {
    if (existsSync(file)) {
      const port = Number(readFileSync(file, 'utf8'));
      if (port > 0) return port;
    }
    if (child.exitCode !== null) throw new Error(`Firefox ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Firefox did not open its port in a minute');
}

type Ask = (command: string, parameters: object) => Promise<unknown>;

/** Messages of Marionette: their length in bytes, a colon, and `[0, number, command, parameters]` or `[1, number, error, result]`. */
async function connectTo(port: number): Promise<Ask> {
  const socket: Socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let received = Buffer.alloc(0);
  let count = 0;
  const greeting = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      for (;;) {
        const colon = received.indexOf(':');
        const end = colon + 1 + Number(received.subarray(0, Math.max(colon, 0)).toString());
        if (colon < 0 || received.length < end) return;
        const message: unknown = JSON.parse(received.subarray(colon + 1, end).toString());
        received = received.subarray(end);
        if (!Array.isArray(message)) {
          resolve();
          continue;
        }
        const [, id, error, result] = message as [number, number, { message: string } | null, unknown];
        const asked = waiting.get(id);
        waiting.delete(id);
        if (error === null) asked?.resolve(result);
        else asked?.reject(new Error(error.message));
      }
    });
  });
  await greeting;
  return (command, parameters) =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve, reject });
      const text = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}
