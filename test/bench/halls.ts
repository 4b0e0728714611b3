/** Halls to measure: their configuration, and days of people put into them before the clock runs. */
import { compileRules } from '../../server/domain/rules.js';
import type { CommandName, Commands } from '../../server/protocol/commands.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Accepted, Context, Store } from '../../server/store/port.js';
import { contextAt, counter, group, MINUTE, siteConfig } from '../support/factories.js';
import { nextKey } from './officer.js';

/** Connections of the load, each at a counter of its own (16 in flight). */
export const COUNTERS = 16;
/** One more counter, which the load leaves alone. */
export const QUIET_COUNTER = `c${COUNTERS + 1}`;
/** Groups of an ordinary counter. */
export const GROUPS_OF_A_COUNTER = 5;
/** Letters, so groups, that a site can have. */
export const MOST_GROUPS = 26;
/** Commands in flight while a hall is filled. */
const IN_FLIGHT = 64;
const DAY = 24 * 60 * MINUTE;

/** A hall whose counters `c1` … `c17` all serve its groups `g1` …, in tiers 1 to 3. */
export function hallOf(groups: number): SiteConfig {
  const ids = Array.from({ length: groups }, (_, i) => `g${i + 1}`);
  const profile = ids.map((id, i) => ({ group: id, tier: (i % 3) + 1 }));
  return siteConfig(
    {},
    {
      groups: ids.map((id, i) => group(id, String.fromCharCode(65 + i))),
      counters: Array.from({ length: COUNTERS + 1 }, (_, i) =>
        counter(`c${i + 1}`, i + 1, profile),
      ),
    },
  );
}

/** Gives commands at site times of its choice; days are computed once each, for speed. */
class Filler {
  readonly #days = new Map<string, Context>();

  constructor(private readonly store: Store) {}

  /** @throws Error when it is refused */
  async give<N extends CommandName>(now: number, name: N, args: Commands[N]): Promise<Accepted> {
    const minute = String(Math.floor(now / MINUTE));
    const context = this.#days.get(minute) ?? contextAt(now);
    this.#days.set(minute, context);
    const reply = await this.store.command(name, args, { ...context, key: nextKey(), now });
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
    return reply;
  }

  async configure(now: number, config: SiteConfig): Promise<void> {
    await this.give(now, 'configure', {
      ifVersion: 0,
      config: JSON.stringify(config),
      rules: compileRules(config),
    });
  }

  async openCounters(now: number, counters: number): Promise<void> {
    for (let n = 1; n <= counters; n += 1) {
      await this.give(now, 'openCounter', { counter: `c${n}` });
    }
  }
}

/** Sets the hall up with open counters and that many people waiting, one in five with priority. */
export async function fillWaiting(
  store: Store,
  config: SiteConfig,
  waiting: number,
): Promise<void> {
  const filler = new Filler(store);
  const now = Date.now();
  await filler.configure(now, config);
  await filler.openCounters(now, COUNTERS + 1);
  let given = 0;
  const hands = Array.from({ length: IN_FLIGHT }, async () => {
    while (given < waiting) {
      const nth = given++;
      const group = `g${(nth % config.groups.length) + 1}`;
      // Each group in turn, so that every group has both lanes.
      const priority = Math.floor(nth / config.groups.length) % 5 === 0;
      await filler.give(now, 'issue', priority ? { group, priority: 'elder' } : { group });
    }
  });
  await Promise.all(hands);
}

const WORKING_COUNTERS = 5;
const TICKETS_A_DAY = 300;
/** From 7:30, one every 90 s: 300 fill seven and a half hours. */
const BETWEEN = 1.5 * MINUTE;
/** From 7:30 to half past midnight, when the day is closed. */
const TO_MIDNIGHT = 17 * 60 * MINUTE;

/**
 * The last so many days, each with 300 tickets that were given, called, begun and finished: what
 * stands in the journal when the product is started on a month of work.
 * @returns entries in the journal
 */
export async function fillMonth(store: Store, config: SiteConfig, days: number): Promise<number> {
  const filler = new Filler(store);
  const today = contextAt(Date.now()).day;
  const morning = Date.parse(`${today}T07:30:00+07:00`);
  let last = 0;
  for (let ago = days; ago > 0; ago -= 1) {
    const opens = morning - ago * DAY;
    if (ago === days) await filler.configure(opens, config);
    await filler.openCounters(opens, WORKING_COUNTERS);
    await oneDay(filler, opens);
    const { day } = contextAt(opens);
    const reply = await filler.give(opens + TO_MIDNIGHT, 'expire', { day, limit: 100 });
    last = reply.seq;
  }
  return last;
}

async function oneDay(filler: Filler, opens: number): Promise<void> {
  const held = new Map<string, Commands['callNext']['current']>();
  for (let nth = 0; nth < TICKETS_A_DAY; nth += 1) {
    const now = opens + nth * BETWEEN;
    const counter = `c${(nth % WORKING_COUNTERS) + 1}`;
    await filler.give(now, 'issue', { group: `g${(nth % GROUPS_OF_A_COUNTER) + 1}` });
    const current = held.get(counter);
    const { called } = await filler.give(now, 'callNext', { counter, ...(current && { current }) });
    if (typeof called !== 'string') throw new Error('nobody was called');
    const begun = await filler.give(now, 'start', { ticket: called });
    held.set(counter, { ticket: called, rev: begun.seq, then: 'finish' });
  }
}
