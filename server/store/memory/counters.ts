/** The commands of counters. */
import type { Commands } from '../../protocol/commands.js';
import type { Counter, CounterState } from '../../protocol/counter.js';
import { counterLane, heldBy } from './site.js';
import { Refuse, type Step } from './step.js';

const MINUTE_MS = 60_000;

interface Moved {
  counter: Counter;
}

function counterIn(step: Step, id: string, allowed: readonly CounterState[]): Counter {
  const counter = step.counter(id);
  if (!allowed.includes(counter.state)) throw new Refuse('wrong-state');
  return counter;
}

export function openCounter(step: Step, args: Commands['openCounter']): Moved {
  const before = counterIn(step, args.counter, ['paused', 'closed']);
  const change = { state: 'open', reason: null, backAt: null, since: step.at } as const;
  return { counter: step.writeCounter('counter.opened', before, change) };
}

export function pauseCounter(step: Step, args: Commands['pauseCounter']): Moved {
  const before = counterIn(step, args.counter, ['open', 'paused']);
  const since = before.state === 'paused' ? before.since : step.at;
  const { reason, minutes } = args;
  const told = minutes === undefined ? before.backAt : step.at + minutes * MINUTE_MS;
  const backAt = minutes === 0 ? null : told;
  const change = { state: 'paused', reason, since, backAt } as const;
  return { counter: step.writeCounter('counter.paused', before, change) };
}

export function closeCounter(step: Step, args: Commands['closeCounter']): Moved {
  const { site, day, at } = step;
  const before = counterIn(step, args.counter, ['open', 'paused']);
  if (heldBy(site, day, args.counter).length > 0) throw new Refuse('counter-busy');
  const change = { state: 'closed', reason: null, backAt: null, since: at } as const;
  const counter = step.writeCounter('counter.closed', before, change);
  for (const addressed of counterLane(site, day, args.counter)) {
    step.writeTicket('ticket.released', addressed, { to: null });
  }
  return { counter };
}

export function setProfile(step: Step, args: Commands['setProfile']): Moved {
  const before = step.counter(args.counter);
  for (const { group } of args.profile) step.knownGroup(group);
  const profile = args.profile.map(({ group, tier }) => ({ group, tier }));
  return { counter: step.writeCounter('counter.profiled', before, { profile }, ['profile']) };
}
