/**
 * Where somebody is needed now: told from the board, the configuration and the clock alone, so that
 * every screen of the hall says the same. Runs in servers and browsers alike.
 */
import type { HelpCall } from '../protocol/team.js';
import type { Ticket } from '../protocol/ticket.js';
import type { Alarm, AlarmFacts } from './alarm.js';
import { withinHours } from './counters-open.js';
import { anyoneLeft } from './hall-closed.js';
import { elapsedSince } from './line-time.js';
import { printerAlarms, slipQuestions } from './printer-alarms.js';
import { goingFor, soundTakenBy } from './team.js';
import { servingCounters } from './waiting.js';

/** Somebody who was called and is not seen this long after the last call is looked for. */
const NOT_COME_MS = 40_000;
/** Who wants to be fetched sits until somebody comes: this long where no officer says "Đã đến". */
const FETCH_MS = 120_000;
/** A zone may be silent for this long: televisions load anew, and boxes start. */
const SILENT_ZONE_MS = 30_000;

/**
 * All alarms of a site: escorts that nobody took first, then people before things, among them those that
 * nobody took, oldest first.
 */
export function alarmsOf(facts: AlarmFacts): Alarm[] {
  const tickets = Object.values(facts.board.tickets);
  return [
    ...tickets.flatMap((ticket) => calledAlarm(facts, ticket) ?? []),
    ...Object.values(facts.board.team.helps).map((help) => helpAlarm(facts, help)),
    ...slipQuestions(facts),
    ...printerAlarms(facts),
    ...soundAlarms(facts),
    ...unserved(facts, tickets),
    ...pausedCounters(facts, tickets),
  ].sort(
    (one, other) =>
      rank(one) - rank(other) || (other.age ?? 0) - (one.age ?? 0) || (one.id < other.id ? -1 : 1),
  );
}

function rank({ kind, takenBy }: Alarm): number {
  if (kind === 'escort' && takenBy === null) return 0;
  if (kind !== 'escort' && kind !== 'not-come' && kind !== 'help') return 3;
  return takenBy === null ? 1 : 2;
}

/**
 * Somebody to be fetched, or looked for. Where officers say "Đã đến" it is over with that. Elsewhere a
 * person counts as served after the walk, which begins again with each call and when a
 * volunteer goes; so there the second call, which says that nobody came, is the alarm, not the clock.
 */
function calledAlarm(facts: AlarmFacts, ticket: Ticket): Alarm | null {
  const { board, now, site } = facts;
  const { counter, calledAt, lastCallAt } = ticket;
  if (ticket.state !== 'called' || counter === null || calledAt === null) return null;
  const takenBy = goingFor(board.team, ticket.id, calledAt);
  const sinceCall = elapsedSince(board, now, lastCallAt ?? calledAt);
  const sinceTaken =
    takenBy === null ? Infinity : elapsedSince(board, now, board.team.escorts[ticket.id]?.at ?? 0);
  const walk = site.rules.walkingSeconds * 1000;
  const patience = ticket.escort && takenBy === null ? Math.max(walk, FETCH_MS) : walk;
  if (!site.rules.needsStart && Math.min(sinceCall, sinceTaken) >= patience) return null;
  const about = { ticket: ticket.id, number: ticket.number, counter, takenBy };
  if (ticket.escort) {
    const age = elapsedSince(board, now, calledAt);
    return { kind: 'escort', id: `escort:${ticket.id}:${calledAt}`, age, open: age, ...about };
  }
  const again = !site.rules.needsStart && ticket.calls > 1;
  const open = again ? sinceCall : sinceCall - NOT_COME_MS;
  if (open < 0 && takenBy === null) return null;
  return {
    kind: 'not-come',
    id: `not-come:${ticket.id}:${calledAt}`,
    age: sinceCall,
    open,
    ...about,
  };
}

function helpAlarm({ board, now }: AlarmFacts, help: HelpCall): Alarm {
  const age = elapsedSince(board, now, help.at);
  return { kind: 'help', id: `help:${help.id}`, age, open: age, takenBy: help.takenBy, help };
}

/**
 * Groups in which somebody waits for any counter and none that is open serves it. While no counter at all
 * is open the hall has not begun, or rests.
 */
function unserved(facts: AlarmFacts, tickets: readonly Ticket[]): Alarm[] {
  const { board, site, now } = facts;
  const serving = servingCounters(board, site);
  if (serving.size === 0) return [];
  const waiting = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    if (ticket.state !== 'waiting' || ticket.to !== null || serving.has(ticket.group)) continue;
    waiting.set(ticket.group, [...(waiting.get(ticket.group) ?? []), ticket]);
  }
  return Array.from(waiting, ([group, line]): Alarm => {
    const left = site.counters
      .filter(({ id, profile }) =>
        (board.counters[id]?.profile ?? profile).some((entry) => entry.group === group),
      )
      .map(({ id }) => board.counters[id]?.since ?? 0);
    const since = Math.max(earliest(line), ...left);
    const age = elapsedSince(board, now, since);
    const waits = { group, waiting: line.length };
    return { kind: 'nobody-serves', id: `group:${group}`, age, open: age, takenBy: null, ...waits };
  });
}

/** Counters that rest while people wait for them and no other. */
function pausedCounters(facts: AlarmFacts, tickets: readonly Ticket[]): Alarm[] {
  const { board, now } = facts;
  return Object.values(board.counters).flatMap((counter): Alarm[] => {
    if (counter.state !== 'paused') return [];
    const line = tickets.filter(({ state, to }) => state === 'waiting' && to === counter.id);
    if (line.length === 0) return [];
    const age = elapsedSince(board, now, Math.max(counter.since, earliest(line)));
    const waits = { counter: counter.id, waiting: line.length };
    return [
      { kind: 'paused', id: `counter:${counter.id}`, age, open: age, takenBy: null, ...waits },
    ];
  });
}

/**
 * Zones in which calls are not heard, while anybody is called there: some counter is open, and it is within
 * hours or somebody is left from them.
 */
function soundAlarms({ board, site, now, sounds = [] }: AlarmFacts): Alarm[] {
  const works = Object.values(board.counters).some(({ state }) => state === 'open');
  const open = withinHours(site.opening, now, site.offset);
  if (!works || !(open || anyoneLeft(board))) return [];
  return sounds.flatMap(({ zone, cause, since }): Alarm[] => {
    const age = elapsedSince(board, now, since);
    if (age < SILENT_ZONE_MS) return [];
    const takenBy = soundTakenBy(board.team, zone, since);
    const id = `sound:${zone}:${since}`;
    return [{ kind: 'sound', id, age, open: age - SILENT_ZONE_MS, takenBy, zone, since, cause }];
  });
}

function earliest(line: readonly Ticket[]): number {
  return Math.min(...line.map(({ issuedAt }) => issuedAt));
}
