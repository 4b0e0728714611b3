/** The commands that summon people to a counter. */
import { chooseNext, type GroupHeads, type Standing } from '../../domain/calling.js';
import type { Commands, CurrentTicket } from '../../protocol/commands.js';
import type { Counter } from '../../protocol/counter.js';
import type { Owed } from '../../protocol/journal.js';
import type { Ticket, TicketState } from '../../protocol/ticket.js';
import {
  calledEnough,
  checkOutcome,
  writeFinished,
  writeMissed,
  writeParked,
  writeResumed,
} from './life.js';
import { counterLane, dayOf, dueLaters, groupLane, heldBy } from './site.js';
import { Refuse, type Step } from './step.js';

/** Laters resumed by one `callNext` at most. */
const LATERS_AT_ONCE = 10;

function calledTo(step: Step, counter: string): Partial<Ticket> {
  return {
    state: 'called',
    counter,
    calledAt: step.at,
    lastCallAt: step.at,
    calls: 1,
    to: null,
    startedAt: null,
    endedAt: null,
    parkedBy: null,
    resumeAt: null,
    reason: null,
  };
}

/** The states from which `current` may be left, by what becomes of it. */
const LEAVES = {
  finish: ['called', 'serving'],
  miss: ['called'],
  park: ['called', 'serving'],
} as const satisfies Record<CurrentTicket['then'], readonly TicketState[]>;

function leaveCurrent(step: Step, current: CurrentTicket, held: readonly Ticket[]): void {
  const ticket = step.site.tickets.get(current.ticket);
  const exactly = held.length === 1 && held[0]?.id === current.ticket;
  if (!ticket || !exactly) throw new Refuse('changed', ticket);
  if (ticket.rev !== current.rev) throw new Refuse('changed', ticket);
  const allowed: readonly TicketState[] = LEAVES[current.then];
  if (!allowed.includes(ticket.state)) throw new Refuse('wrong-state', ticket);
  switch (current.then) {
    case 'finish':
      checkOutcome(step, ticket, current.outcome);
      return writeFinished(step, ticket, current);
    case 'miss':
      if (!calledEnough(step, ticket)) throw new Refuse('calls-missing', ticket);
      return writeMissed(step, ticket);
    case 'park':
      return writeParked(step, ticket, current.reason ?? 'other', undefined);
  }
}

/** Nobody named: the counter is empty, or its only call, the last of those due, went unanswered. */
function leaveUnanswered(step: Step, held: readonly Ticket[]): void {
  const [ticket] = held;
  if (!ticket) return;
  const { needsStart, callTimeoutMs } = step.rules;
  const unanswered =
    held.length === 1 &&
    ticket.state === 'called' &&
    needsStart &&
    callTimeoutMs > 0 &&
    calledEnough(step, ticket) &&
    step.elapsedSince(ticket.lastCallAt ?? step.at) >= callTimeoutMs;
  if (!unanswered) throw new Refuse('changed');
  writeMissed(step, ticket);
}

function headsFor(step: Step, counter: Counter): GroupHeads[] {
  const { site, day, rules } = step;
  const head = (group: string, priority: boolean): Standing | null =>
    groupLane(site, day, group, priority)[0] ?? null;
  const profile = counter.profile ?? rules.counters.get(counter.id) ?? [];
  return profile.map(({ group, tier }) => {
    const heads = { priority: head(group, true), normal: head(group, false) };
    const owed = dayOf(site, day).owed.get(group) ?? 0;
    // A group that the configuration dropped keeps its people, but no target.
    return { group, tier, targetMs: rules.groups.get(group)?.targetMs ?? Infinity, owed, ...heads };
  });
}

export function callNext(step: Step, args: Commands['callNext']): { called: string | null } {
  const { site, day, line } = step;
  const counter = step.openCounter(args.counter);
  const held = heldBy(site, day, args.counter);
  if (args.current) leaveCurrent(step, args.current, held);
  else leaveUnanswered(step, held);

  for (const later of dueLaters(site, day, line).slice(0, LATERS_AT_ONCE))
    writeResumed(step, later);

  const own = counterLane(site, day, args.counter)[0] ?? null;
  const choice = chooseNext(own, headsFor(step, counter), step.rules, line);
  if (!choice) return { called: null };
  const owed = choice.from === 'counter' ? null : moveOwed(step, choice.group, choice.owed);
  const called = step.writeTicket(
    'ticket.called',
    step.found(choice.ticket),
    calledTo(step, args.counter),
    owed ? { owed } : {},
  );
  return { called: called.id };
}

/** @returns the group's new value if it changed */
function moveOwed(step: Step, group: string, value: number): Owed | null {
  const { owed } = dayOf(step.site, step.day);
  if ((owed.get(group) ?? 0) === value) return null;
  owed.set(group, value);
  return { group, value };
}

function checkEmpty(step: Step, counter: string, about?: Ticket): void {
  step.openCounter(counter, about);
  if (heldBy(step.site, step.day, counter).length > 0) throw new Refuse('counter-busy', about);
}

export function call(step: Step, args: Commands['call']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['waiting', 'parked', 'missed']);
  checkEmpty(step, args.counter, ticket);
  step.writeTicket('ticket.called', ticket, calledTo(step, args.counter), { chosen: true });
}

export function callMany(step: Step, args: Commands['callMany']): void {
  checkEmpty(step, args.counter);
  const parked = args.tickets.map((id) => step.ticket(id, undefined, ['parked']));
  const twice = parked.find((ticket, index) => parked.indexOf(ticket) !== index);
  if (twice) throw new Refuse('wrong-state', twice);
  for (const ticket of parked) {
    step.writeTicket('ticket.called', ticket, calledTo(step, args.counter), { batch: true });
  }
}

export function recall(step: Step, args: Commands['recall']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['called']);
  if (step.elapsedSince(ticket.lastCallAt ?? 0) < step.rules.recallGapMs) {
    throw new Refuse('too-soon', ticket);
  }
  const calls = ticket.calls + 1;
  step.writeTicket('ticket.recalled', ticket, { calls, lastCallAt: step.at });
}
