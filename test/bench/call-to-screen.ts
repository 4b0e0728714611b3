/**
 * The row of a call: from the officer's press to the message at the hall's screen, while nothing
 * else happens. The floor is one script's round trip and one of loopback TCP, at the same pace.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket as Screen } from 'socket.io-client';
import type { LiveEvent } from '../../server/protocol/live.js';
import {
  inTurn,
  median,
  milliseconds,
  percentile,
  ratioFinding,
  timeFinding,
  type Finding,
} from './figures.js';
import { QUIET_COUNTER } from './halls.js';
import { HttpLine } from './http-line.js';
import type { Load } from './load.js';
import { Calls } from './long-queue.js';
import { Officer } from './officer.js';
import type { Bare, Ours } from './servers.js';

const ROUNDS = 9;
const BLOCK = 150;
/** ms between two presses: a server that is awake but idle. */
const PACE = 10;

export interface ScreenParts {
  load: Load;
  ours: Ours;
  /** A screen of `ours`. */
  hall: Screen;
  /** The same hall on a Redis with the same settings. */
  bare: Bare;
  echoPort: number;
}

export async function callToScreen(parts: ScreenParts): Promise<Finding[]> {
  const { load, ours, bare, hall } = parts;
  const echo = connect(parts.echoPort, '127.0.0.1').setNoDelay(true);
  await once(echo, 'connect');
  const officer = new Officer(QUIET_COUNTER);
  const calls = new Calls(bare.store, QUIET_COUNTER);
  const people = { kind: 'issue', lines: 1, count: BLOCK } as const;
  try {
    const [, ...pairs] = await inTurn<Spread>(
      ROUNDS + 1,
      async () => {
        await load.run({ ...people, target: ours.target });
        const line = await HttpLine.open(ours.target);
        const times = await block(() => shown(hall, officer, line));
        line.close();
        return { usual: median(times), all: times };
      },
      async () => {
        await load.run({ ...people, target: bare.target });
        const scripts = await block(() => calls.one());
        const echoes = await block(() => echoed(echo));
        const all = scripts.map((ms, nth) => ms + (echoes[nth] ?? 0));
        return { usual: median(scripts) + median(echoes), all };
      },
    );
    const usual = pairs.map((pair) => ({ ours: pair.ours.usual, floor: pair.floor.usual }));
    const late = (side: 'ours' | 'floor') =>
      percentile(
        pairs.flatMap((pair) => pair[side].all),
        0.99,
      );
    return [
      ratioFinding('call → screen, p50', usual, milliseconds, { atMost: 6 }),
      timeFinding('call → screen, p99', late('ours'), 15, late('floor')),
    ];
  } finally {
    echo.destroy();
  }
}

/** The times of one block, ms. */
interface Spread {
  usual: number;
  all: readonly number[];
}

async function block(measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < BLOCK; nth += 1) {
    times.push(await measure());
    await pause(PACE);
  }
  return times;
}

/** ms from the press to the message of the call; the answer to the press is awaited too. */
async function shown(screen: Screen, officer: Officer, line: HttpLine): Promise<number> {
  const from = performance.now();
  const seen = new Promise<number>((resolve) => {
    const look = ({ type }: LiveEvent): void => {
      if (type !== 'ticket.called') return;
      screen.off('event', look);
      resolve(performance.now() - from);
    };
    screen.on('event', look);
  });
  await officer.callNext(line);
  return seen;
}

/** About as many bytes as a call's message. */
const MESSAGE = Buffer.alloc(200, 'x');

/** ms for a message to go to another process and back. */
function echoed(echo: Socket): Promise<number> {
  return new Promise((resolve) => {
    let missing = MESSAGE.length;
    const from = performance.now();
    const take = (data: Buffer): void => {
      missing -= data.length;
      if (missing > 0) return;
      echo.off('data', take);
      resolve(performance.now() - from);
    };
    echo.on('data', take);
    echo.write(MESSAGE);
  });
}
