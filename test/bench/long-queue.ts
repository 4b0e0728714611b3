/** The row of a long queue: what a call costs must not depend on how many wait. */
import { inTurn, median, milliseconds, ratioFinding, type Finding } from './figures.js';
import type { Target } from './http-line.js';
import type { Load, LoadOrder } from './load.js';
import { nextKey } from './officer.js';
import type { RedisStore } from '../../server/store/redis/redis-store.js';
import type { Commands } from '../../server/protocol/commands.js';
import { contextAt } from '../support/factories.js';

export const FEW = 1_000;
export const MANY = 100_000;
const ROUNDS = 9;
/** Calls of one block; as many people come before it, so that as many wait at each. */
const BLOCK = 100;
const WARM_UP = 3;

/** @param many, few halls with 100,000 and 1,000 people in the groups of one counter */
export async function longQueue(load: Load, many: Target, few: Target): Promise<Finding> {
  const [, ...pairs] = await inTurn(
    ROUNDS + 1,
    () => callsOver(load, many),
    () => callsOver(load, few),
  );
  return ratioFinding('call-next, 5 groups, 100,000 : 1,000 waiting', pairs, milliseconds, {
    atMost: 1.3,
  });
}

async function callsOver(load: Load, target: Target): Promise<number> {
  const order: Omit<LoadOrder, 'kind'> = { target, lines: 1, count: BLOCK };
  await load.run({ ...order, kind: 'issue' });
  return median((await load.run({ ...order, kind: 'call-next' })).latencies);
}

/** The same for the script alone, at a counter that serves all of a site's 26 groups. */
export async function longQueueScript(many: RedisStore, few: RedisStore): Promise<Finding> {
  const ofMany = new Calls(many);
  const ofFew = new Calls(few);
  const pairs = await inTurn(
    ROUNDS + WARM_UP,
    () => ofMany.block(),
    () => ofFew.block(),
  );
  return ratioFinding(
    'the script alone, 26 groups, 100,000 : 1,000',
    pairs.slice(WARM_UP),
    milliseconds,
    { atMost: 1.7 },
  );
}

/** Calls one after another at one counter, straight to the store. */
export class Calls {
  #current: Commands['callNext']['current'];
  readonly #context = contextAt(Date.now());

  constructor(
    private readonly store: RedisStore,
    private readonly counter = 'c1',
  ) {}

  /** Calls the next and finishes who was there. @returns ms that it took */
  async one(): Promise<number> {
    const current = this.#current;
    const args = { counter: this.counter, ...(current && { current }) };
    const context = { ...this.#context, key: nextKey(), now: Date.now() };
    const from = performance.now();
    const reply = await this.store.command('callNext', args, context);
    const ms = performance.now() - from;
    const called = reply.ok ? reply.tickets.find(({ id }) => id === reply.called) : undefined;
    if (called === undefined) throw new Error('nobody was called');
    this.#current = { ticket: called.id, rev: called.rev, then: 'finish' };
    return ms;
  }

  /** @returns the median time of some calls, ms; as many people come first */
  async block(): Promise<number> {
    for (let nth = 0; nth < BLOCK; nth += 1) {
      const context = { ...this.#context, key: nextKey(), now: Date.now() };
      await this.store.command('issue', { group: `g${(nth % 26) + 1}` }, context);
    }
    const times: number[] = [];
    for (let nth = 0; nth < BLOCK; nth += 1) times.push(await this.one());
    return median(times);
  }
}
