/** The built product whose every word is written down: what it says on both of its outputs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIN } from './product.js';

export interface Watched {
  readonly url: string;
  readonly dataDir: string;
  /** `ADMIN_TOKEN`. */
  readonly token: string;
  /** All that it said since its first start, at every level that it has. */
  said(): Promise<Buffer>;
  /** Ends it and starts it again on the same data. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends it and removes its data. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts it in an empty folder: the sample ward, with the one-time link of set-up. */
export async function watchedProduct(): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-watched-'));
  const dataDir = join(folder, 'data');
  const said = join(folder, 'said');
  const token = randomBytes(24).toString('hex');
  let running = await start(said, dataDir, token, {});
  return {
    get url() {
      return running.url;
    },
    ...{ dataDir, token },
    said: () => readFile(said),
    async restart(env = {}) {
      await stop(running.child);
      running = await start(said, dataDir, token, env);
    },
    async [Symbol.asyncDispose]() {
      await stop(running.child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start(
  said: string,
  dataDir: string,
  token: string,
  more: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; url: string }> {
  const own = {
    ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'trace', MDNS_NAME: 'none' },
    // Tickets have pages.
    PUBLIC_URL: 'http://192.168.1.10:3000',
  };
  const env = { ...process.env, ...own, DATA_DIR: dataDir, ADMIN_TOKEN: token, ...more };
  const file = await open(said, 'a');
  const child = spawn(process.execPath, [MAIN], {
    env,
    stdio: ['ignore', file.fd, file.fd, 'ipc'],
  });
  await file.close();
  const first: unknown[] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const [message] = first;
  if (!isReady(message)) throw new Error(`it did not start: ${await readFile(said, 'utf8')}`);
  return { child, url: message.ready.url };
}

function isReady(message: unknown): message is { ready: { url: string } } {
  return typeof message === 'object' && message !== null && 'ready' in message;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
