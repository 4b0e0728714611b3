/** The row over HTTP: issue and call-next over HTTP beside the same scripts behind a bare route. */
import {
  inTurn,
  milliseconds,
  percentile,
  perSecond,
  ratioFinding,
  type Finding,
} from './figures.js';
import { COUNTERS } from './halls.js';
import type { Target } from './http-line.js';
import type { Load, LoadOrder } from './load.js';

const ROUNDS = 9;
/** Requests of one block: a quarter of a second or more. */
const BLOCK = 1_000;
/** Paced at 50/s. */
const EVERY_MS = 20;
const PACED_ROUNDS = 5;
const PACED_BLOCK = 250;
/** Requests that let both compile what they use. */
const WARM_UP = 2_000;

/** Both commands as fast as they go. @param ours, bare whose halls have people waiting */
export async function rates(load: Load, ours: Target, bare: Target): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const kind of ['issue', 'call-next'] as const) {
    const order = { kind, lines: COUNTERS, count: BLOCK };
    // The first block only warms both up.
    const [, ...pairs] = await inTurn(
      ROUNDS + 1,
      () => rate(load, { ...order, target: ours }),
      () => rate(load, { ...order, target: bare }),
    );
    findings.push(ratioFinding(`${kind}, 16 in flight`, pairs, perSecond, { atLeast: 0.35 }));
  }
  return findings;
}

/** Both commands in turn, as a very busy hall would send them. */
export async function pace(load: Load, ours: Target, bare: Target): Promise<Finding[]> {
  for (const target of [ours, bare]) {
    await load.run({ kind: 'both', lines: 2, count: WARM_UP, target });
  }
  const paced = { kind: 'both', lines: 2, count: PACED_BLOCK, everyMs: EVERY_MS } as const;
  const pairs = await inTurn(
    PACED_ROUNDS,
    () => p99(load, { ...paced, target: ours }),
    () => p99(load, { ...paced, target: bare }),
  );
  return [ratioFinding('both at 50/s, p99', pairs, milliseconds, { atMost: 2 })];
}

async function rate(load: Load, order: LoadOrder): Promise<number> {
  const { seconds } = await load.run(order);
  return order.count / seconds;
}

async function p99(load: Load, order: LoadOrder): Promise<number> {
  return percentile((await load.run(order)).latencies, 0.99);
}
