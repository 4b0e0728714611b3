/**
 * The journal: a closed set of event types and the data each carries. Events carry what changed
 * (`set`), so that folding them needs no rule: the rules ran once, in the script that wrote them.
 */
import type { PrintOutcome } from './printing.js';
import type { Counter, CounterField } from './counter.js';
import type { RatedData } from './rating.js';
import { TEAM_EVENTS, type TeamData, type TeamEventType } from './team.js';
import type { Ticket, TicketField } from './ticket.js';

export const TICKET_EVENTS = [
  'ticket.issued',
  'ticket.called',
  'ticket.recalled',
  'ticket.started',
  'ticket.finished',
  'ticket.missed',
  'ticket.returned',
  'ticket.parked',
  'ticket.resumed',
  'ticket.rerouted',
  'ticket.cancelled',
  'ticket.reopened',
  'ticket.released',
  'ticket.noted',
  'ticket.undone',
  'ticket.expired',
] as const;
export const COUNTER_EVENTS = [
  'counter.opened',
  'counter.paused',
  'counter.closed',
  'counter.profiled',
  'counter.undone',
] as const;
export const PRINT_EVENTS = ['print.asked', 'print.ended'] as const;
export const SITE_EVENTS = [
  'config.changed',
  'clock.confirmed',
  'day.opened',
  'day.closed',
] as const;
/**
 * What happened to the installation, and what only those who lead may know: written by the command `record`,
 * shown on no screen.
 */
export const RECORD_EVENTS = [
  'access.signed-in',
  'access.signed-out',
  'access.signed-out-elsewhere',
  'access.secret-changed',
  'access.refused',
  'person.added',
  'person.changed',
  'person.reset',
  'person.removed',
  'device.paired',
  'device.changed',
  'device.revoked',
  'token.made',
  'token.revoked',
  'check.done',
  'papers.kept',
  'papers.printed',
  'backup.made',
  'service.rated',
  'announcement.made',
  'printer.roll-changed',
  'person.slip-printed',
] as const;
export const EVENT_TYPES = [
  ...TICKET_EVENTS,
  ...COUNTER_EVENTS,
  ...PRINT_EVENTS,
  ...SITE_EVENTS,
  ...TEAM_EVENTS,
  ...RECORD_EVENTS,
] as const;

export type TicketEventType = (typeof TICKET_EVENTS)[number];
export type CounterEventType = (typeof COUNTER_EVENTS)[number];
export type PrintEventType = (typeof PRINT_EVENTS)[number];
export type RecordEventType = (typeof RECORD_EVENTS)[number];
/** What the command `record` writes, and the data of each. */
export type WrittenEventType = RecordEventType | TeamEventType;
export type WrittenData = RecordData & TeamData;
export type EventType = (typeof EVENT_TYPES)[number];

/** The fields of a ticket that an event changed; an absent field kept its value. */
export type TicketPatch = { [F in TicketField]?: Ticket[F] };
export type CounterPatch = { [F in CounterField]?: Counter[F] };

/** How many normal calls a group still owes after a priority call. */
export interface Owed {
  group: string;
  value: number;
}

/** Key order is the order of writing: ticket, number, set, owed, chosen, batch, from, place. */
export interface TicketEventData {
  ticket: string;
  number: string;
  set: TicketPatch;
  owed?: Owed;
  /** The ticket was picked by hand, out of order. */
  chosen?: true;
  /** Called together with others by `callMany`. */
  batch?: true;
  /** Group that a re-routed ticket came from. */
  from?: string;
  place?: string;
}

export interface CounterEventData {
  counter: string;
  set: CounterPatch;
}

export interface PrintAskedData {
  ticket: string;
  number: string;
  printer: string;
  /** 1 for the first slip; n + 1 is the n-th reprint. */
  copy: number;
}
export interface PrintEndedData extends PrintAskedData {
  outcome: PrintOutcome;
  /** A stable word for what stood in the way, such as `paper-out`; `null` when printed. */
  cause: string | null;
}

export interface SiteEventData {
  'config.changed': { version: number };
  /**
   * `offset` (ms) is added to the machine's clock from now on. `putBack` (ms): from now on line time of
   * this day is site time plus this, because the clock was put back by so much; else 0.
   */
  'clock.confirmed': { offset: number; putBack: number };
  /** `again`: the day was open before, a clock was put right. */
  'day.opened': { day: string; again: boolean };
  'day.closed': { day: string };
}

/** Ids and stable words only: a name or a typed text never enters the journal. */
export interface RecordData {
  'access.signed-in': { person: string; device: string | null };
  'access.signed-out': { person: string };
  /** All sessions of the person but the one that asked. */
  'access.signed-out-elsewhere': { person: string };
  /** By the person, who showed the present one. */
  'access.secret-changed': { person: string; secret: 'pin' | 'password' };
  /** `person` is `null` where nobody of that login exists. */
  'access.refused': { person: string | null; cause: 'secret' | 'slowed' | 'inactive' };
  'person.added': { person: string; role: string };
  'person.changed': { person: string; role: string; active: boolean };
  /** A new one-time PIN by somebody else; what was there before is worth nothing any more. */
  'person.reset': { person: string };
  'person.removed': { person: string };
  'device.paired': { device: string; kind: string };
  'device.changed': { device: string };
  'device.revoked': { device: string };
  'token.made': { token: string; scope: string };
  'token.revoked': { token: string };
  /** What was looked at, by stable words; `head`: hash of the newest entry before it. */
  'check.done': { check: 'morning' | 'evening'; good: string[]; bad: string[]; head: string };
  /** A list of missing papers was given along. Its code is nobody's business here. */
  'papers.kept': { procedure: string };
  /** It was asked for on paper, too. */
  'papers.printed': { procedure: string };
  'backup.made': { backup: string; bytes: number };
  'service.rated': RatedData;
  /** A lead had a sentence said; `zone`: `null` for all. */
  'announcement.made': { clip: string; zone: string | null };
  /** Somebody said that the roll of this number is over and a new one is in. */
  'printer.roll-changed': { printer: string; roll: number };
  /** The slip of a one-time PIN was sent to a printer; what stood on it is nobody's business here. */
  'person.slip-printed': { person: string; printer: string };
}

export type EventData<T extends EventType = EventType> = T extends TicketEventType
  ? TicketEventData
  : T extends CounterEventType
    ? CounterEventData
    : T extends 'print.asked'
      ? PrintAskedData
      : T extends 'print.ended'
        ? PrintEndedData
        : T extends keyof SiteEventData
          ? SiteEventData[T]
          : T extends RecordEventType
            ? RecordData[T]
            : T extends TeamEventType
              ? TeamData[T]
              : never;

/** One entry of the journal. `seq` is dense per site; `h` chains entries. */
export type JournalEntry = {
  [T in EventType]: {
    seq: number;
    at: number;
    day: string;
    type: T;
    actor: string;
    /** Digest of the key of the command that wrote it; all entries of one command share it. */
    request: string;
    data: EventData<T>;
    /** First 16 bytes, as 32 hex digits, of SHA-1 over `prev h \n seq \n at \n type \n data`. */
    h: string;
  };
}[EventType];
