/** One site in memory: everything that the Redis store keeps in keys, as plain maps. */
import type { Pace } from '../../domain/device-pace.js';
import type { Rules } from '../../domain/rules.js';
import type { ConfigVersion } from '../../protocol/config.js';
import { BLANK_COUNTER, type Counter } from '../../protocol/counter.js';
import type { JournalEntry } from '../../protocol/journal.js';
import type { Ticket, TicketState } from '../../protocol/ticket.js';
import type { UndoRecord } from './undo-record.js';

/** What belongs to one business day and is empty when it begins. */
export interface Day {
  /** Counters touched on that day. */
  readonly counters: Map<string, Counter>;
  /** Normal calls owed per group. */
  readonly owed: Map<string, number>;
  /** Last number given per letter. */
  readonly numbers: Map<string, number>;
  /** Numbers given per group, for the quota. */
  readonly issued: Map<string, number>;
  /** What each kiosk or phone took so far. */
  readonly devices: Map<string, Pace>;
}

/** What is changed by commands. Values are replaced, never changed, so that a copy is shallow. */
export interface SiteState {
  config: string | null;
  /** The last versions that were in use, newest first. */
  readonly versions: { made: ConfigVersion; config: string }[];
  version: number;
  rules: Rules | null;
  /** The last ticket id given, as a number. */
  lastTicket: number;
  /** ms added to the machine's clock since a lead corrected it. */
  offset: number;
  readonly tickets: Map<string, Ticket>;
  readonly notes: Map<string, string>;
  /** Lists of missing papers by code. */
  readonly papers: Map<string, string>;
  /** Lines added to ratings, by ticket. */
  readonly said: Map<string, string>;
  /** Slips asked for per ticket. */
  readonly copies: Map<string, number>;
  readonly days: Map<string, Day>;
  readonly firstSeqs: Map<string, number>;
  /** Line time of each day's newest entry. */
  readonly lines: Map<string, number>;
  readonly closedDays: Set<string>;
  /** By idempotency key of the command. */
  readonly undoRecords: Map<string, UndoRecord>;
  /** What was trimmed is gone from its beginning; the newest entry always stays. */
  readonly journal: JournalEntry[];
}

export function emptySite(): SiteState {
  return {
    config: null,
    versions: [],
    version: 0,
    rules: null,
    lastTicket: 0,
    offset: 0,
    tickets: new Map(),
    notes: new Map(),
    papers: new Map(),
    said: new Map(),
    copies: new Map(),
    days: new Map(),
    firstSeqs: new Map(),
    lines: new Map(),
    closedDays: new Set(),
    undoRecords: new Map(),
    journal: [],
  };
}

function emptyDay(): Day {
  return {
    counters: new Map(),
    owed: new Map(),
    numbers: new Map(),
    issued: new Map(),
    devices: new Map(),
  };
}

function copyDay(day: Day): Day {
  return {
    counters: new Map(day.counters),
    owed: new Map(day.owed),
    numbers: new Map(day.numbers),
    issued: new Map(day.issued),
    devices: new Map(day.devices),
  };
}

/** A copy on which a command works; it takes the site's place when the command is accepted. */
export function copySite(site: SiteState): SiteState {
  return {
    ...site,
    versions: [...site.versions],
    tickets: new Map(site.tickets),
    notes: new Map(site.notes),
    papers: new Map(site.papers),
    said: new Map(site.said),
    copies: new Map(site.copies),
    days: new Map([...site.days].map(([name, day]) => [name, copyDay(day)])),
    firstSeqs: new Map(site.firstSeqs),
    lines: new Map(site.lines),
    closedDays: new Set(site.closedDays),
    undoRecords: new Map(site.undoRecords),
    journal: [...site.journal],
  };
}

export function dayOf(site: SiteState, name: string): Day {
  const known = site.days.get(name);
  if (known) return known;
  const made = emptyDay();
  site.days.set(name, made);
  return made;
}

/** How a counter stands on a day; closed when nobody touched it. */
export function counterOf(site: SiteState, day: string, id: string): Counter {
  return site.days.get(day)?.counters.get(id) ?? { ...BLANK_COUNTER, id };
}

function ticketsOf(site: SiteState, day: string): Ticket[] {
  return [...site.tickets.values()].filter((ticket) => ticket.day === day);
}

function byId(a: Ticket, b: Ticket): number {
  return a.id < b.id ? -1 : 1;
}

/** The tickets called or serving at a counter on a day, by id. */
export function heldBy(site: SiteState, day: string, counter: string): Ticket[] {
  return ticketsOf(site, day)
    .filter(({ state }) => state === 'called' || state === 'serving')
    .filter((ticket) => ticket.counter === counter)
    .sort(byId);
}

function inLine(tickets: Ticket[]): Ticket[] {
  return tickets
    .filter(({ state }) => state === 'waiting')
    .sort((a, b) => a.readyAt - b.readyAt || byId(a, b));
}

/** The lane of tickets addressed to a counter, in order. */
export function counterLane(site: SiteState, day: string, counter: string): Ticket[] {
  return inLine(ticketsOf(site, day).filter(({ to }) => to === counter));
}

/** The priority or the normal lane of a group, in order. */
export function groupLane(
  site: SiteState,
  day: string,
  group: string,
  priority: boolean,
): Ticket[] {
  return inLine(
    ticketsOf(site, day).filter(
      (ticket) =>
        ticket.to === null && ticket.group === group && (ticket.priority !== null) === priority,
    ),
  );
}

const OPEN_STATES: readonly TicketState[] = ['waiting', 'called', 'serving', 'parked'];

/** Tickets of a day that have not ended, by id. */
export function openTickets(site: SiteState, day: string): Ticket[] {
  return ticketsOf(site, day)
    .filter(({ state }) => OPEN_STATES.includes(state))
    .sort(byId);
}

/** Tickets of a day whose people did not come, by id. */
export function missedTickets(site: SiteState, day: string): Ticket[] {
  return ticketsOf(site, day)
    .filter(({ state }) => state === 'missed')
    .sort(byId);
}

/** Parked tickets of a day whose `later` is over by `line`, in the order in which they resume. */
export function dueLaters(site: SiteState, day: string, line: number): Ticket[] {
  const due = (ticket: Ticket) => ticket.resumeAt ?? Infinity;
  return ticketsOf(site, day)
    .filter((ticket) => ticket.state === 'parked' && due(ticket) <= line)
    .sort((a, b) => due(a) - due(b) || byId(a, b));
}
