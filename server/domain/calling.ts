/**
 * Who is called next: the published rule. The Lua scripts hold the same rule, and the
 * model-based tests of `test/store` keep the two equal. Every `at` here is line time, ms.
 */
import type { Policy } from '../protocol/config.js';

/** What the rule knows of a waiting ticket. */
export interface Standing {
  id: string;
  /** ms; it stands in line by this time and is left alone before it. */
  readyAt: number;
}

/** The settings of a site that the rule depends on; times in ms. */
export interface CallingRules {
  policy: Policy;
  /** Normal calls that a priority call makes the group owe, under `interleave`. */
  normalAfterPriority: number;
  creditMs: number;
  capMs: number;
}

export type GroupLane = 'priority' | 'normal';

/** The heads of one group of a counter's profile; `null` where a lane is empty. */
export interface GroupHeads {
  group: string;
  /** 1 is called first, 9 last. */
  tier: number;
  /** Wait (ms) after which the group goes before every tier. */
  targetMs: number;
  /** Normal calls still owed. */
  owed: number;
  priority: Standing | null;
  normal: Standing | null;
}

/** The ticket to call: from the counter's own lane, or from a lane of a group with its new `owed`. */
export type Choice =
  | { ticket: string; from: 'counter' }
  | { ticket: string; from: GroupLane; group: string; owed: number };

/** The order in a lane: `readyAt`, then id. Negative when `a` stands before `b`. */
export function compareStanding(a: Standing, b: Standing): number {
  if (a.readyAt !== b.readyAt) return a.readyAt - b.readyAt;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** What the group owes after a call from one of its lanes. */
function owedAfter(lane: GroupLane, owed: number, rules: CallingRules): number {
  if (lane === 'normal') return Math.max(0, owed - 1);
  return rules.policy === 'interleave' ? rules.normalAfterPriority : 1;
}

/** Which lane of a group comes first; both heads are ready where they are not `null`. */
function chooseLane(
  priority: Standing | null,
  normal: Standing | null,
  owed: number,
  rules: CallingRules,
  at: number,
): GroupLane | null {
  if (!priority) return normal ? 'normal' : null;
  if (!normal) return 'priority';
  const capped = at - normal.readyAt >= rules.capMs && owed > 0;
  switch (rules.policy) {
    case 'interleave':
      return owed > 0 ? 'normal' : 'priority';
    case 'first':
      return capped ? 'normal' : 'priority';
    case 'credit':
      return capped || normal.readyAt < priority.readyAt - rules.creditMs ? 'normal' : 'priority';
  }
}

function ready(head: Standing | null, at: number): Standing | null {
  return head && head.readyAt <= at ? head : null;
}

function olderOf(a: Standing | null, b: Standing | null): Standing | null {
  if (!a || !b) return a ?? b;
  return compareStanding(a, b) <= 0 ? a : b;
}

/**
 * The whole rule for one counter.
 * @param own head of the lane of tickets addressed to the counter
 * @returns `null` when nobody is ready
 */
export function chooseNext(
  own: Standing | null,
  groups: readonly GroupHeads[],
  rules: CallingRules,
  at: number,
): Choice | null {
  const addressed = ready(own, at);
  if (addressed) return { ticket: addressed.id, from: 'counter' };

  let best: { tier: number; older: Standing; heads: GroupHeads } | null = null;
  for (const heads of groups) {
    const older = olderOf(ready(heads.priority, at), ready(heads.normal, at));
    if (!older) continue;
    const tier = at - older.readyAt >= heads.targetMs ? 0 : heads.tier;
    const earlier =
      !best || tier < best.tier || (tier === best.tier && compareStanding(older, best.older) < 0);
    if (earlier) best = { tier, older, heads };
  }
  if (!best) return null;

  const { group, owed } = best.heads;
  const priority = ready(best.heads.priority, at);
  const normal = ready(best.heads.normal, at);
  const lane = chooseLane(priority, normal, owed, rules, at);
  const chosen = lane === 'priority' ? priority : normal;
  if (!lane || !chosen) return null;
  return { ticket: chosen.id, from: lane, group, owed: owedAfter(lane, owed, rules) };
}

/**
 * Walks through a group's waiting tickets in the order in which the rule would call them if nobody
 * else came: one merge of its two lanes from the present `owed`, then those who are not ready yet.
 * @param priority in lane order
 * @param normal in lane order
 */
export function* callingOrder(
  priority: readonly Standing[],
  normal: readonly Standing[],
  owed: number,
  rules: CallingRules,
  at: number,
): Generator<Standing, void, undefined> {
  let p = 0;
  let n = 0;
  let owing = owed;
  for (;;) {
    const nextPriority = ready(priority[p] ?? null, at);
    const nextNormal = ready(normal[n] ?? null, at);
    const lane = chooseLane(nextPriority, nextNormal, owing, rules, at);
    const next = lane === 'priority' ? nextPriority : nextNormal;
    if (!lane || !next) break;
    if (lane === 'priority') p += 1;
    else n += 1;
    owing = owedAfter(lane, owing, rules);
    yield next;
  }
  for (;;) {
    const next = olderOf(priority[p] ?? null, normal[n] ?? null);
    if (!next) return;
    if (next === priority[p]) p += 1;
    else n += 1;
    yield next;
  }
}

/**
 * How many `callingOrder` yields before a standing of one of the lanes, without walking there under
 * the default policy: thousands may wait.
 * @param target stands in `lane`, or would stand there
 */
export function countBefore(
  target: Standing,
  lane: GroupLane,
  priority: readonly Standing[],
  normal: readonly Standing[],
  owed: number,
  rules: CallingRules,
  at: number,
): number {
  if (target.readyAt > at) return placeOf(priority, target) + placeOf(normal, target);
  if (rules.policy !== 'interleave') {
    return walkTo(target, lane, priority, normal, owed, rules, at);
  }
  const turns = rules.normalAfterPriority;
  const own = placeOf(lane === 'priority' ? priority : normal, target);
  if (lane === 'priority') return own + Math.min(readyIn(normal, at), owed + own * turns);
  if (own < owed) return own;
  const priorityTurns = turns === 0 ? Infinity : Math.floor((own - owed) / turns) + 1;
  return own + Math.min(readyIn(priority, at), priorityTurns);
}

function walkTo(
  target: Standing,
  lane: GroupLane,
  priority: readonly Standing[],
  normal: readonly Standing[],
  owed: number,
  rules: CallingRules,
  at: number,
): number {
  const stands = (line: readonly Standing[]) => {
    const place = placeOf(line, target);
    if (line[place]?.id === target.id) return line;
    return [...line.slice(0, place), target, ...line.slice(place)];
  };
  const order =
    lane === 'priority'
      ? callingOrder(stands(priority), normal, owed, rules, at)
      : callingOrder(priority, stands(normal), owed, rules, at);
  let count = 0;
  for (const { id } of order) {
    if (id === target.id) break;
    count += 1;
  }
  return count;
}

/** Index of the first in a lane that does not stand before `standing`. */
export function placeOf(lane: readonly Standing[], standing: Standing): number {
  return partition(lane, (other) => compareStanding(other, standing) < 0);
}

function readyIn(lane: readonly Standing[], at: number): number {
  return partition(lane, ({ readyAt }) => readyAt <= at);
}

/** How many at the beginning of a lane fulfil a condition that no later one fulfils. */
function partition(lane: readonly Standing[], holds: (standing: Standing) => boolean): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const standing = lane[middle];
    if (standing && holds(standing)) low = middle + 1;
    else high = middle;
  }
  return low;
}
