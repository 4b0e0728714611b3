/** What is measured: the built product, and the floors beside it. */
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { product } from '../support/product.js';
import { startChild } from './children.js';
import type { Target } from './http-line.js';
import { openFolder, type Opened } from './prepared.js';

export interface Ours {
  url: string;
  pid: number;
  target: Target;
  stop(): Promise<void>;
}

/** The product on a prepared folder. */
export async function startOurs(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ours> {
  const { url, pid, token, stop } = await product(env, dataDir);
  return {
    ...{ url, pid },
    target: { port: Number(new URL(url).port), site: '/api/v1/sites/ward', token },
    stop,
  };
}

export interface Bare extends Opened {
  target: Target;
  stop(): Promise<void>;
}

/** A bare Express route on a prepared folder, before a Redis with the same settings. */
export async function startBare(dataDir: string): Promise<Bare> {
  const opened = await openFolder(dataDir);
  const child = await startChild('./bare-process.ts', [join(dataDir, 'run', 'redis.sock')]);
  return {
    ...opened,
    target: { port: child.port, site: '/sites/ward', token: 'none' },
    async stop() {
      await child.stop();
      await opened.engine.stop();
    },
  };
}

/** A hall's screen, brought up to date: a hall that works has one. */
export async function openScreen(url: string): Promise<Socket> {
  const screen = io(`${url}/hall`, { auth: { site: 'ward' }, transports: ['websocket'] });
  await new Promise((resolve) => screen.once('snapshot', resolve));
  return screen;
}
