/** People who issue numbers at a steady pace, alone and beside thousands of slow connections. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestProduct } from './product.js';

export const SLOW_ONES = 3_000;
/** ms between two looks at what the server holds, and after which nothing better is expected. */
const LOOK = 250;
const GIVE_UP = 60_000;
/** Requests of honest people in one block, and ms from one to the next. */
const HONEST = 250;
const PACE = 10;

/** Over a megabyte: more than the kernel takes off the server's hands. */
const LARGE = '/api/docs/swagger-ui-bundle.js';

const CLIENTS = fileURLToPath(new URL('./slow-clients-process.ts', import.meta.url));

/** Issues numbers at a steady pace. @returns the 99th percentile of the times to an answer, ms */
export async function honestP99(hall: TestProduct): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  let next = performance.now();
  for (let i = 0; i < HONEST; i += 1) {
    await pause(Math.max(0, next - performance.now()));
    next += PACE;
    const sent = performance.now();
    await issue(hall, agent);
    times.push(performance.now() - sent);
  }
  agent.destroy();
  return times.sort((a, b) => a - b)[Math.floor(HONEST * 0.99)] ?? Infinity;
}

async function issue(hall: TestProduct, agent: Agent): Promise<void> {
  const asked = request(`${hall.url}${hall.site}/tickets`, {
    method: 'POST',
    agent,
    headers: {
      authorization: `Bearer ${hall.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomBytes(16).toString('hex'),
    },
  });
  asked.end('{"group":"chung-thuc"}');
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const told = await text(response);
  if (response.statusCode !== 201) throw new Error(`${response.statusCode} came: ${told}`);
}

const ESTABLISHED = '01';

/** Connections that the server holds open, by the address and port of the other side. */
async function heldOpen(port: number): Promise<string[]> {
  const [, ...rows] = (await readFile('/proc/net/tcp', 'utf8')).trim().split('\n');
  const server = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, remote, state]) => {
      const isSlow = remote !== undefined && !remote.startsWith('0100007F');
      return local?.endsWith(server) === true && state === ESTABLISHED && isSlow;
    })
    .map(([, , remote = '']) => remote);
}

/** What was seen of the slow connections. */
export interface SlowOnes<T> {
  /** What was measured beside them. */
  result: T;
  /** How many the server held at any time, and at once. */
  seen: number;
  most: number;
  /** ms for which it held the longest of them. */
  longest: number;
}

/** Opens the slow ones, measures, and waits until the server has let go of all of them. */
export async function besideSlowOnes<T>(
  hall: TestProduct,
  during: () => Promise<T>,
): Promise<SlowOnes<T>> {
  const port = Number(new URL(hall.url).port);
  const args = ['--import', 'tsx', CLIENTS, String(port), String(SLOW_ONES), LARGE];
  const clients = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const since = new Map<string, number>();
  let most = 0;
  let longest = 0;
  let done = false;
  async function watch(): Promise<void> {
    for (;;) {
      const now = performance.now();
      const open = await heldOpen(port);
      most = Math.max(most, open.length);
      for (const each of open) {
        since.set(each, since.get(each) ?? now);
        longest = Math.max(longest, now - (since.get(each) ?? now));
      }
      if (done && (open.length === 0 || longest > GIVE_UP)) return;
      await pause(LOOK);
    }
  }
  const watching = watch();
  try {
    await once(clients.stdout, 'data');
    const result = await during();
    done = true;
    await watching;
    return { result, seen: since.size, most, longest };
  } finally {
    done = true;
    clients.kill('SIGKILL');
  }
}
