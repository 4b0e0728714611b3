/**
 * The audience table: for each audience and event type, the fields of `set` that are
 * passed on. What is not in this table is not sent.
 */
import type { CounterField } from './counter.js';
import type { CounterEventType, TicketEventType } from './journal.js';
import { COUNTER_EVENTS, TICKET_EVENTS } from './journal.js';
import type { LiveEventType } from './live.js';
import { TEAM_EVENTS, type TeamEventType } from './team.js';
import { TICKET_FIELDS, type TicketField } from './ticket.js';
import { COUNTER_FIELDS } from './counter.js';

export const AUDIENCES = ['hall', 'staff'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Fields of tickets and counters that may pass; `badge` is made from `priority` where shown. */
type Passed = readonly (TicketField | CounterField | 'badge')[];
export type Passes = { readonly [T in LiveEventType]?: Passed };

const HALL_TICKET = ['group', 'state', 'counter', 'calledAt', 'calls', 'lastCallAt'] as const;

function every<T extends string>(types: readonly T[], fields: Passed): Record<T, Passed> {
  return Object.fromEntries(types.map((type) => [type, fields])) as Record<T, Passed>;
}

/** A note is the staff's alone, even that there is one. */
const { 'ticket.noted': _, ...HALL_EVENTS } = every<TicketEventType>(TICKET_EVENTS, HALL_TICKET);

export const AUDIENCE_TABLE: { readonly [A in Audience]: Passes } = {
  hall: {
    ...HALL_EVENTS,
    'ticket.issued': [...HALL_TICKET, 'badge'],
    ...every<CounterEventType>(COUNTER_EVENTS, ['state', 'backAt']),
    'config.changed': [],
    'clock.confirmed': [],
    'day.opened': [],
  },
  staff: {
    ...every<TicketEventType>(TICKET_EVENTS, TICKET_FIELDS),
    ...every<CounterEventType>(COUNTER_EVENTS, COUNTER_FIELDS),
    ...every<TeamEventType>(TEAM_EVENTS, []),
    'print.asked': [],
    'print.ended': [],
    'config.changed': [],
    'clock.confirmed': [],
    'day.opened': [],
    'day.closed': [],
  },
};
