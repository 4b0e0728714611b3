/** The people, in a process of their own: does one piece of load after another and says how it went. */
import { setTimeout as pause } from 'node:timers/promises';
import { GROUPS_OF_A_COUNTER } from './halls.js';
import { HttpLine } from './http-line.js';
import type { LoadDone, LoadFailed, LoadOrder } from './load.js';
import { issueOver, Officer } from './officer.js';

/** Officers by server and counter: each goes on from whom they called last. */
const officers = new Map<string, Officer>();

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (done) => process.send?.(done),
    (error: unknown) => process.send?.({ failed: String(error) } satisfies LoadFailed),
  );
});
process.once('disconnect', () => process.exit(0));

async function run(order: LoadOrder): Promise<LoadDone> {
  const lines = await Promise.all(
    Array.from({ length: order.lines }, () => HttpLine.open(order.target)),
  );
  const latencies: number[] = [];
  const started = performance.now();
  try {
    const give = (line: HttpLine, seat: number, nth: number) => command(order, line, seat, nth);
    if (order.everyMs === undefined) await atOnce(order.count, lines, give, latencies);
    else await paced(order.count, order.everyMs, lines, give, latencies);
  } finally {
    for (const line of lines) line.close();
  }
  return { seconds: (performance.now() - started) / 1000, latencies };
}

type Give = (line: HttpLine, seat: number, nth: number) => Promise<void>;

/** Every line sends its next request as soon as it has the answer to the one before. */
async function atOnce(
  count: number,
  lines: readonly HttpLine[],
  give: Give,
  latencies: number[],
): Promise<void> {
  let sent = 0;
  const work = lines.map(async (line, seat) => {
    while (sent < count) {
      const nth = sent++;
      const from = performance.now();
      await give(line, seat, nth);
      latencies.push(performance.now() - from);
    }
  });
  await Promise.all(work);
}

/** One request every so many ms, on the lines in turn, whether the one before was answered or not. */
async function paced(
  count: number,
  everyMs: number,
  lines: readonly HttpLine[],
  give: Give,
  latencies: number[],
): Promise<void> {
  const free = lines.map((): Promise<void> => Promise.resolve());
  const started = performance.now();
  for (let nth = 0; nth < count; nth += 1) {
    await pause(Math.max(0, started + nth * everyMs - performance.now()));
    const seat = nth % lines.length;
    const line = lines[seat];
    if (line === undefined) throw new Error('there is no line');
    const from = performance.now();
    const before = free[seat];
    free[seat] = (async () => {
      await before;
      await give(line, seat, nth);
      latencies.push(performance.now() - from);
    })();
  }
  await Promise.all(free);
}

async function command(
  { target, kind }: LoadOrder,
  line: HttpLine,
  seat: number,
  nth: number,
): Promise<void> {
  const calls = kind === 'call-next' || (kind === 'both' && nth % 2 === 1);
  if (!calls) return issueOver(line, `g${(nth % GROUPS_OF_A_COUNTER) + 1}`);
  const id = `${target.port} c${seat + 1}`;
  const officer = officers.get(id) ?? new Officer(`c${seat + 1}`);
  officers.set(id, officer);
  return officer.callNext(line);
}
