/**
 * The row about a crowd: 1,000 phones and five screens of the hall while an officer calls once
 * a second. The call at the screens beside that of a product without phones; the last phone beside the last of
 * as many raw connections that are written to one after another; memory of a phone.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket as Screen } from 'socket.io-client';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { LiveEvent } from '../../server/protocol/live.js';
import { forkBeside, nextMessage, release } from './children.js';
import { inTurn, median, milliseconds, ratioFinding, type Finding } from './figures.js';
import { fillWaiting, hallOf, QUIET_COUNTER } from './halls.js';
import { HttpLine } from './http-line.js';
import { nextKey, Officer } from './officer.js';
import type { CrowdAnswer, CrowdOrder } from './phones-process.js';
import type { Folders } from './prepared.js';
import { openScreen, startOurs, type Ours } from './servers.js';

const PHONES = 1_000;
const SCREENS = 5;
const ROUNDS = 5;
/** Calls of a round, and ms between two of them. */
const CALLS = 5;
const PACE = 1_000;
/** Phones that hear at once: who is called, and who was served before. */
const AT_ONCE = 2;
const MOST_KIB = 40;

/** ms to the last screen, and from the first of the crowd to the last. */
interface Times {
  screen: number;
  spread: number;
}

/** A hall with people in one group, an officer and five screens. */
interface Hall {
  ours: Ours;
  officer: Officer;
  screens: Screen[];
  tokens: string[];
}

export async function crowd(folders: Folders): Promise<Finding[]> {
  const fan = forkBeside('./fan-process.ts');
  const phones = forkBeside('./phones-process.ts');
  const { port } = (await nextMessage(fan)) as { port: number };
  const [busy, quiet] = [await openHall(folders), await openHall(folders)];
  const ask = async (order: CrowdOrder): Promise<CrowdAnswer> => {
    const answer = nextMessage(phones);
    phones.send(order);
    return (await answer) as CrowdAnswer;
  };
  try {
    const before = await residentKib(busy.ours.pid);
    await ask({ open: 'phones', port: busy.ours.target.port, tokens: busy.tokens });
    await pause(PACE);
    const each = ((await residentKib(busy.ours.pid)) - before) / PHONES;
    await ask({ open: 'plain', port, count: PHONES });

    let called = 0;
    /** One call: ms to the last screen, and ms from the first phone of the sweep to the last. */
    const oneCall = async (): Promise<Times> => {
      const told = ask({ watch: 'phones', count: PHONES - called + (called > 0 ? 1 : 0) });
      const screen = await shown(busy);
      called += 1;
      return { screen, spread: spreadOf(await told, AT_ONCE) };
    };
    const oneCast = async (): Promise<Times> => {
      const screen = await shown(quiet);
      const told = ask({ watch: 'plain', count: PHONES });
      fan.send('cast');
      return { screen, spread: spreadOf(await told, 0) };
    };
    const [, ...pairs] = await inTurn<Times[]>(
      ROUNDS + 1,
      () => paced(oneCall),
      () => paced(oneCast),
    );
    const usual = (of: keyof Times) =>
      pairs.map(({ ours, floor }) => ({
        ours: median(ours.map((each) => each[of])),
        floor: median(floor.map((each) => each[of])),
      }));
    return [
      ratioFinding('call → screens, with 1,000 phones', usual('screen'), milliseconds, {
        atMost: 1.5,
      }),
      ratioFinding('first phone → last of 1,000', usual('spread'), milliseconds, { atMost: 1.8 }),
      {
        what: 'memory of a phone',
        ours: `${each.toFixed(1)} KiB`,
        floor: '',
        result: `${each.toFixed(1)} KiB`,
        bar: `≤ ${MOST_KIB} KiB`,
        met: each <= MOST_KIB,
      },
    ];
  } finally {
    await Promise.all([release(phones), release(fan)]);
    for (const hall of [busy, quiet]) {
      for (const screen of hall.screens) screen.disconnect();
      await hall.ours.stop();
    }
  }
}

async function openHall(folders: Folders): Promise<Hall> {
  const folder = await folders.filled((store) => fillWaiting(store, hallOf(1), 0));
  const ours = await startOurs(folder, { PUBLIC_URL: 'http://192.168.1.10:3000' });
  const line = await HttpLine.open(ours.target);
  const tokens: string[] = [];
  for (let nth = 0; nth < PHONES; nth += 1) {
    const body = await line.post('tickets', nextKey(), '{"group":"g1"}');
    const { link } = JSON.parse(body) as TicketAnswer;
    tokens.push(link?.split('/').at(-1) ?? '');
  }
  line.close();
  const screens = await Promise.all(Array.from({ length: SCREENS }, () => openScreen(ours.url)));
  return { ours, officer: new Officer(QUIET_COUNTER), screens, tokens };
}

async function paced<T>(measure: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let nth = 0; nth < CALLS; nth += 1) {
    const from = performance.now();
    all.push(await measure());
    await pause(Math.max(0, from + PACE - performance.now()));
  }
  return all;
}

/** ms from the officer's press to the message of the call at the last screen. */
async function shown({ ours, screens, officer }: Hall): Promise<number> {
  // One that was left alone for seconds is closed by the server.
  const line = await HttpLine.open(ours.target);
  const from = performance.now();
  const seen = screens.map(
    (screen) =>
      new Promise<number>((resolve) => {
        const look = ({ type }: LiveEvent): void => {
          if (type !== 'ticket.called') return;
          screen.off('event', look);
          resolve(performance.now() - from);
        };
        screen.on('event', look);
      }),
  );
  await officer.callNext(line);
  line.close();
  return Math.max(...(await Promise.all(seen)));
}

/** @param early so many hear before the others, for reasons of their own */
function spreadOf(answer: CrowdAnswer, early: number): number {
  if ('failed' in answer) throw new Error(answer.failed);
  if (!('times' in answer)) throw new Error('the phones did not hear');
  const times = answer.times.toSorted((a, b) => a - b).slice(early);
  return (times.at(-1) ?? 0) - (times[0] ?? 0);
}

/** Memory that a process holds, in KiB. */
async function residentKib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
}
