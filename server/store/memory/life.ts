/** The commands of a ticket's life after it was issued, but calling. */
import { compareStanding } from '../../domain/calling.js';
import type { Commands } from '../../protocol/commands.js';
import type { ParkReason, Ticket } from '../../protocol/ticket.js';
import { counterLane, counterOf, groupLane } from './site.js';
import { Refuse, type Step } from './step.js';
import { wellFormed } from '../well-formed.js';

const MINUTE_MS = 60_000;

/** What a ticket loses when it stands in line again. */
const IN_LINE = {
  state: 'waiting',
  counter: null,
  calledAt: null,
  calls: 0,
  lastCallAt: null,
  startedAt: null,
  endedAt: null,
  parkedBy: null,
  resumeAt: null,
} as const satisfies Partial<Ticket>;

/** What missed, done and cancelled tickets lose; the fields of their call stay. */
const OUT_OF_LINE = { to: null, parkedBy: null, resumeAt: null } as const satisfies Partial<Ticket>;

export function start(step: Step, args: Commands['start']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['called']);
  step.writeTicket('ticket.started', ticket, { state: 'serving', startedAt: step.at });
}

/** The checks of `finish` on its outcome; `callNext` makes them too. */
export function checkOutcome(step: Step, ticket: Ticket, outcome: string | undefined): void {
  const { outcomes, needsOutcome } = step.rules;
  if (outcome !== undefined && !outcomes.includes(outcome)) {
    throw new Refuse('outcome-unknown', ticket);
  }
  if (outcome === undefined && needsOutcome) throw new Refuse('outcome-needed', ticket);
}

export function writeFinished(
  step: Step,
  ticket: Ticket,
  result: { outcome?: string; resultDate?: string },
): void {
  const said = { outcome: result.outcome ?? null, resultDate: result.resultDate ?? null };
  const [next, ...stops] = ticket.stops;
  if (next === undefined) {
    step.writeTicket('ticket.finished', ticket, {
      ...OUT_OF_LINE,
      ...said,
      state: 'done',
      endedAt: step.at,
    });
    return;
  }
  step.writeTicket('ticket.finished', ticket, {
    ...IN_LINE,
    ...said,
    group: next,
    stop: ticket.stop + 1,
    stops,
    to: null,
    readyAt: step.line - step.rules.stopCreditMs,
  });
}

export function finish(step: Step, args: Commands['finish']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['called', 'serving']);
  checkOutcome(step, ticket, args.outcome);
  writeFinished(step, ticket, args);
}

export function writeMissed(step: Step, ticket: Ticket): void {
  step.writeTicket('ticket.missed', ticket, { ...OUT_OF_LINE, state: 'missed', endedAt: step.at });
}

/** Whether the site's number of calls was reached, before which nobody is missed. */
export function calledEnough(step: Step, ticket: Ticket): boolean {
  return ticket.calls >= step.rules.callsBeforeMissed;
}

export function miss(step: Step, args: Commands['miss']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['called']);
  if (!calledEnough(step, ticket)) throw new Refuse('calls-missing', ticket);
  writeMissed(step, ticket);
}

export function returnToLine(step: Step, args: Commands['return']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['missed']);
  const readyAt = ticket.readyAt + step.rules.penaltyMs;
  step.writeTicket('ticket.returned', ticket, { ...IN_LINE, readyAt });
}

export function writeParked(
  step: Step,
  ticket: Ticket,
  reason: ParkReason,
  minutes: number | undefined,
  more: Pick<Partial<Ticket>, 'deferredAt'> = {},
): void {
  const held = ticket.state === 'called' || ticket.state === 'serving';
  step.writeTicket('ticket.parked', ticket, {
    state: 'parked',
    to: null,
    endedAt: null,
    parkedBy: held ? ticket.counter : ticket.parkedBy,
    resumeAt: minutes === undefined ? null : step.line + minutes * MINUTE_MS,
    reason,
    ...more,
  });
}

export function park(step: Step, args: Commands['park']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['waiting', 'called', 'serving', 'parked']);
  const own = step.context.via === 'phone';
  // The citizen's own phone: once, and only who waits.
  if (own && ticket.state !== 'waiting') throw new Refuse('wrong-state', ticket);
  if (own && ticket.deferredAt !== null) throw new Refuse('later-used', ticket);
  writeParked(step, ticket, args.reason, args.minutes, own ? { deferredAt: step.at } : {});
}

/** To the counter that parked it, if that is known and open. */
export function writeResumed(step: Step, ticket: Ticket): void {
  const by = ticket.parkedBy;
  const known = by !== null && step.rules.counters.has(by);
  const open = known && counterOf(step.site, step.day, by).state === 'open';
  step.writeTicket('ticket.resumed', ticket, { ...IN_LINE, to: open ? by : null });
}

export function resume(step: Step, args: Commands['resume']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['parked']);
  // A phone takes back its own `later` and nothing that staff set aside.
  if (step.context.via === 'phone' && ticket.resumeAt === null) {
    throw new Refuse('wrong-state', ticket);
  }
  writeResumed(step, ticket);
}

/** The tickets of the lanes that a re-route leads to, but the ticket itself. */
function targetLanes(step: Step, ticket: Ticket, args: Commands['reroute']): Ticket[] {
  const { site, day } = step;
  const lanes =
    args.counter !== undefined
      ? counterLane(site, day, args.counter)
      : [true, false].flatMap((priority) => groupLane(site, day, args.group ?? '', priority));
  return lanes.filter(({ id }) => id !== ticket.id).sort(compareStanding);
}

function rerouted(step: Step, ticket: Ticket, args: Commands['reroute']): number {
  switch (args.place) {
    case 'keep':
      return ticket.readyAt;
    case 'last':
      return step.line;
    case 'first': {
      const first = targetLanes(step, ticket, args)[0];
      return first ? Math.min(ticket.readyAt, first.readyAt - 1) : ticket.readyAt;
    }
  }
}

export function reroute(step: Step, args: Commands['reroute']): void {
  const from = ['waiting', 'called', 'serving', 'parked', 'missed'] as const;
  const ticket = step.ticket(args.ticket, args.ifRev, from);
  if (args.group !== undefined) step.knownGroup(args.group, ticket);
  if (args.counter !== undefined && step.counter(args.counter, ticket).state === 'closed') {
    throw new Refuse('counter-closed', ticket);
  }
  step.writeTicket(
    'ticket.rerouted',
    ticket,
    {
      ...IN_LINE,
      group: args.group ?? ticket.group,
      to: args.counter ?? null,
      readyAt: rerouted(step, ticket, args),
      reason: args.reason,
    },
    { from: ticket.group, place: args.place },
  );
}

export function cancel(step: Step, args: Commands['cancel']): void {
  const from = ['waiting', 'called', 'parked', 'missed'] as const;
  writeCancelled(step, step.ticket(args.ticket, args.ifRev, from), args.reason);
}

export function note(step: Step, args: Commands['note']): void {
  const from = ['waiting', 'called', 'serving', 'parked', 'missed'] as const;
  const ticket = step.ticket(args.ticket, args.ifRev, from);
  const { notes } = step.site;
  if (args.note === '') notes.delete(ticket.id);
  else notes.set(ticket.id, wellFormed(args.note));
  step.writeTicket('ticket.noted', ticket, { note: args.note !== '' });
}

/** @param reason one of `CANCEL_REASONS`, or `undone` */
export function writeCancelled(step: Step, ticket: Ticket, reason: string): void {
  const end = { ...OUT_OF_LINE, state: 'cancelled', endedAt: step.at, reason } as const;
  step.writeTicket('ticket.cancelled', ticket, end);
}

/** @param past a ticket of another day than today */
export function writeExpired(step: Step, past: Ticket): void {
  const end =
    past.state === 'serving'
      ? ({ state: 'done', reason: 'unrecorded' } as const)
      : ({ state: 'cancelled', reason: 'day-closed' } as const);
  step.writeTicket('ticket.expired', past, { ...OUT_OF_LINE, ...end, endedAt: step.at });
}

export function reopen(step: Step, args: Commands['reopen']): void {
  const ticket = step.ticket(args.ticket, args.ifRev, ['cancelled', 'done']);
  if (args.from && !args.from.includes(ticket.state)) throw new Refuse('wrong-state', ticket);
  step.writeTicket('ticket.reopened', ticket, {
    ...IN_LINE,
    to: null,
    reason: args.reason,
    outcome: null,
    resultDate: null,
  });
}
