/** A simulated day of the sample ward: arrivals, errands and times at the counter from a seed. */
import { USUAL_ARRIVALS } from '../domain/usual-day.js';
import type { PriorityClass } from '../protocol/ticket.js';
import type { SiteConfig } from '../protocol/config.js';
import type { Visit } from './visits.js';

const HALF_HOUR_MS = 30 * 60_000;

/** Share of errands (%) by group letter, a usual ward's mix over the sample's nine groups. */
const MIX: Record<string, number> = { A: 27, H: 14, R: 13, G: 12, X: 12, K: 9, L: 6, S: 5, N: 2 };

const PRIORITY_SHARE = 0.12;
const ABSENT_SHARE = 0.05;
const CLASSES: readonly PriorityClass[] = [
  'elder',
  'elder',
  'elder',
  'pregnant',
  'disabled',
  'merit',
];

/** Small seeded generator (mulberry32), so that a day can be run again exactly. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Gamma with shape 2 around the usual minutes: a coefficient of variation of 0.7. */
function serviceMs(minutes: number, random: () => number): number {
  const unit = -Math.log(1 - random()) - Math.log(1 - random());
  return Math.max(60_000, Math.round((minutes / 2) * unit * 60_000));
}

function pick<T>(weighted: readonly (readonly [T, number])[], random: () => number): T {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [value, weight] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = weighted.at(-1);
  if (!last) throw new Error('nothing to pick from');
  return last[0];
}

/** About `tickets` visits of the day that starts at local midnight `midnight` (ms), in order. */
export function simulateDay(
  config: SiteConfig,
  midnight: number,
  tickets: number,
  seed: number,
): Visit[] {
  const random = seeded(seed);
  const groups = config.groups.map((group) => [group, MIX[group.letter] ?? 1] as const);
  const halfHours = USUAL_ARRIVALS.map(([from, share]) => [from * 60_000, share] as const);
  const visits = Array.from({ length: tickets }, (): Visit => {
    const start = pick(halfHours, random);
    const group = pick(groups, random);
    const class_ = CLASSES[Math.floor(random() * CLASSES.length)];
    return {
      at: Math.round(midnight + start + random() * HALF_HOUR_MS),
      group: group.id,
      serviceMs: serviceMs(group.minutes, random),
      ...(class_ && random() < PRIORITY_SHARE ? { priority: class_ } : {}),
      ...(random() < ABSENT_SHARE ? { absent: true } : {}),
    };
  });
  return visits.sort((a, b) => a.at - b.at);
}
