/**
 * The words of a ticket's life: closed sets, and the one shape in which a ticket is
 * kept, journalled, folded and sent. Times are milliseconds since 1970 in site time, but `readyAt` and
 * `resumeAt`, which are in line time: the same, unless a clock was put back (`domain/line-time.ts`).
 */

export const TICKET_STATES = [
  'waiting',
  'called',
  'serving',
  'parked',
  'missed',
  'done',
  'cancelled',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Reasons for which a ticket is parked. `later` is the citizen's own and resumes by itself. */
export const PARK_REASONS = [
  'copies',
  'form',
  'payment',
  'scan',
  'signature',
  'ready',
  'later',
  'other',
] as const;
export type ParkReason = (typeof PARK_REASONS)[number];

/** Minutes that a citizen may ask for with `later`. */
export const LATER_MINUTES = [10, 20, 30] as const;
export type LaterMinutes = (typeof LATER_MINUTES)[number];

export const REROUTE_REASONS = [
  'wrong-triage',
  'papers',
  'wish',
  'counter-closed',
  'other',
] as const;
export type RerouteReason = (typeof REROUTE_REASONS)[number];

export const CANCEL_REASONS = ['left', 'no-need', 'mistaken', 'duplicate', 'other'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

export const REOPEN_REASONS = ['mistake', 'came-back', 'other'] as const;
export type ReopenReason = (typeof REOPEN_REASONS)[number];

/** Where a re-routed ticket stands: its own arrival, before everybody, behind everybody. */
export const PLACES = ['keep', 'first', 'last'] as const;
export type Place = (typeof PLACES)[number];

/** Priority classes; staff only, never shown to the hall. */
export const PRIORITY_CLASSES = ['elder', 'disabled', 'pregnant', 'merit', 'urgent'] as const;
export type PriorityClass = (typeof PRIORITY_CLASSES)[number];

/** One citizen's visit today. Every field is always present; `null` means that it does not apply. */
export interface Ticket {
  /** Zero-padded site-wide counter: byte order is issue order. */
  id: string;
  /** Seq of the ticket's last event; commands may carry it as `ifRev`. */
  rev: number;
  /** `A027`: letter and at least three digits, unique within the day. */
  number: string;
  /** Business day, the local date of the site: `YYYY-MM-DD`. */
  day: string;
  /** Id of the service group that it waits for, or was last served in. */
  group: string;
  state: TicketState;
  issuedAt: number;
  /** Line time by which it stands in line, and before which `callNext` leaves it alone. */
  readyAt: number;
  priority: PriorityClass | null;
  /** Id of the procedure asked for. */
  procedure: string | null;
  /** BCP 47 tag of the language wanted, where it is not the site's first. */
  language: string | null;
  /** The citizen wants to be fetched and led to the counter. */
  escort: boolean;
  /** It was taken from elsewhere, on a phone: its holder may not be in the hall yet. */
  remote: boolean;
  /** Whether a note exists; its text is kept outside the journal. */
  note: boolean;
  /** The issuer's mark that is printed on the slip, so that volunteers can share a printer. */
  mark: string | null;
  /** Which stop of the visit this is, from 1. */
  stop: number;
  /** Ids of the groups still to come after this one. */
  stops: readonly string[];
  /** Counter that it is addressed to while it waits; only that counter takes it. */
  to: string | null;
  /** Counter that holds it (called, serving) or that last called it (parked, missed, done). */
  counter: string | null;
  /** First call of the present summons; `null` when it was not called or the call was taken back. */
  calledAt: number | null;
  /** How often it was called out in the present summons. */
  calls: number;
  lastCallAt: number | null;
  startedAt: number | null;
  /** When it became done, missed or cancelled. */
  endedAt: number | null;
  /** Counter that parked it, to which `resume` leads if that counter is open. */
  parkedBy: string | null;
  /** When a citizen's `later` ends, line time. */
  resumeAt: number | null;
  /** When the citizen asked to be called later, which may be asked once; by the phone alone. */
  deferredAt: number | null;
  /** Reason of the last park, re-route, cancel or reopen. */
  reason: string | null;
  /** Id of the outcome of the last stop that was finished. */
  outcome: string | null;
  /** `YYYY-MM-DD` on which the result can be collected. */
  resultDate: string | null;
}

/** Field order in journal entries. Both stores write `set` in this order, so that hashes agree. */
export const TICKET_FIELDS = [
  'day',
  'group',
  'state',
  'issuedAt',
  'readyAt',
  'priority',
  'procedure',
  'language',
  'escort',
  'remote',
  'note',
  'mark',
  'stop',
  'stops',
  'to',
  'counter',
  'calledAt',
  'calls',
  'lastCallAt',
  'startedAt',
  'endedAt',
  'parkedBy',
  'resumeAt',
  'deferredAt',
  'reason',
  'outcome',
  'resultDate',
] as const satisfies readonly (keyof Ticket)[];
export type TicketField = (typeof TICKET_FIELDS)[number];

/** What a ticket is before its first event: `ticket.issued` carries what differs from this. */
export const BLANK_TICKET: Ticket = {
  id: '',
  rev: 0,
  number: '',
  day: '',
  group: '',
  state: 'waiting',
  issuedAt: 0,
  readyAt: 0,
  priority: null,
  procedure: null,
  language: null,
  escort: false,
  remote: false,
  note: false,
  mark: null,
  stop: 1,
  stops: [],
  to: null,
  counter: null,
  calledAt: null,
  calls: 0,
  lastCallAt: null,
  startedAt: null,
  endedAt: null,
  parkedBy: null,
  resumeAt: null,
  deferredAt: null,
  reason: null,
  outcome: null,
  resultDate: null,
};
