/**
 * Who waits, how long, and how many stand ahead: lines kept in order as the journal
 * comes in, so that nothing is sorted when a screen asks.
 */
import type { Board } from '../protocol/board.js';
import type { SiteConfig } from '../protocol/config.js';
import type { ProfileEntry } from '../protocol/counter.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { Estimate, GroupLoad } from '../protocol/live.js';
import type { Ticket } from '../protocol/ticket.js';
import {
  callingOrder,
  compareStanding,
  countBefore,
  placeOf,
  type GroupLane,
  type Standing,
} from './calling.js';
import { lineTime } from './line-time.js';
import { callingRules } from './rules.js';

/** A guess spreads this far to both sides. */
const ESTIMATE_LOW = 0.6;
const ESTIMATE_HIGH = 1.4;
/** Minutes to which a guess is rounded. */
const ESTIMATE_STEP = 5;

/** Name of the lane in which a ticket stands; `null` when it does not wait. */
export function laneOf(ticket: Pick<Ticket, 'state' | 'to' | 'group' | 'priority'>): string | null {
  if (ticket.state !== 'waiting') return null;
  if (ticket.to !== null) return `counter:${ticket.to}`;
  return `${ticket.priority === null ? 'normal' : 'priority'}:${ticket.group}`;
}

interface Spot extends Standing {
  lane: string;
}

/** The lanes of a board, in order. Follows the board entry by entry. */
export class WaitingLines {
  readonly #lanes = new Map<string, Standing[]>();
  readonly #spots = new Map<string, Spot>();

  /** Starts again from a whole board. */
  rebuild(board: Board): void {
    this.#lanes.clear();
    this.#spots.clear();
    const spots: Spot[] = [];
    for (const { id, readyAt, ...rest } of Object.values(board.tickets)) {
      const lane = laneOf(rest);
      if (lane) spots.push({ id, readyAt, lane });
    }
    for (const spot of spots.sort(compareStanding)) this.#append(spot);
  }

  /** Takes over what an entry changed; `board` has it folded in already. */
  follow(board: Board, entry: JournalEntry): void {
    if (entry.type === 'day.opened') {
      this.rebuild(board);
      return;
    }
    if (!('set' in entry.data) || !('ticket' in entry.data)) return;
    const { ticket: id } = entry.data;
    const ticket = board.tickets[id];
    const lane = ticket ? laneOf(ticket) : null;
    const before = this.#spots.get(id);
    if (before && before.lane === lane && before.readyAt === ticket?.readyAt) return;
    if (before) this.#leave(before);
    if (ticket && lane) this.#enter({ id, readyAt: ticket.readyAt, lane });
  }

  /** The tickets of a lane, in order; `lane` as `laneOf` names it. */
  lane(lane: string): readonly Standing[] {
    return this.#lanes.get(lane) ?? [];
  }

  /** Names of the lanes in which somebody stands. */
  lanes(): string[] {
    return [...this.#lanes.keys()];
  }

  #append(spot: Spot): void {
    const line = this.#lanes.get(spot.lane);
    if (line) line.push(spot);
    else this.#lanes.set(spot.lane, [spot]);
    this.#spots.set(spot.id, spot);
  }

  #enter(spot: Spot): void {
    const line = this.#lanes.get(spot.lane) ?? [];
    line.splice(placeOf(line, spot), 0, spot);
    this.#lanes.set(spot.lane, line);
    this.#spots.set(spot.id, spot);
  }

  #leave(spot: Spot): void {
    const line = this.#lanes.get(spot.lane) ?? [];
    line.splice(placeOf(line, spot), 1);
    if (line.length === 0) this.#lanes.delete(spot.lane);
    this.#spots.delete(spot.id);
  }
}

/**
 * Ids of a group's waiting tickets in the order in which the rule would call them.
 * @param now site time, ms
 */
export function groupOrder(
  board: Board,
  lines: WaitingLines,
  config: SiteConfig,
  group: string,
  now: number,
): string[] {
  const order = callingOrder(
    lines.lane(`priority:${group}`),
    lines.lane(`normal:${group}`),
    board.owed[group] ?? 0,
    callingRules(config),
    lineTime(board, now),
  );
  return Array.from(order, ({ id }) => id);
}

function beforeInGroup(
  board: Board,
  lines: WaitingLines,
  config: SiteConfig,
  group: string,
  standing: Standing,
  lane: GroupLane,
  line: number,
): number {
  return countBefore(
    standing,
    lane,
    lines.lane(`priority:${group}`),
    lines.lane(`normal:${group}`),
    board.owed[group] ?? 0,
    callingRules(config),
    line,
  );
}

/**
 * How many are called before this ticket if nobody else comes: in its counter's lane, else by the
 * rule in its group. `null` when it does not wait.
 * @param now site time, ms
 */
export function ahead(
  board: Board,
  lines: WaitingLines,
  config: SiteConfig,
  ticket: string,
  now: number,
): number | null {
  const waiting = board.tickets[ticket];
  if (waiting?.state !== 'waiting') return null;
  if (waiting.to !== null) return placeOf(lines.lane(`counter:${waiting.to}`), waiting);
  const lane = waiting.priority === null ? 'normal' : 'priority';
  return beforeInGroup(board, lines, config, waiting.group, waiting, lane, lineTime(board, now));
}

/**
 * Expected wait in minutes, from and to.
 * @param ahead how many are called before
 * @param minutes usual minutes for one person
 * @param counters open counters that serve the group; with none there is no guess
 */
export function estimate(ahead: number, minutes: number, counters: number): Estimate | null {
  if (counters < 1) return null;
  const middle = (ahead * minutes) / counters;
  const round = (x: number) => Math.round(x / ESTIMATE_STEP) * ESTIMATE_STEP;
  return { low: round(middle * ESTIMATE_LOW), high: round(middle * ESTIMATE_HIGH) };
}

/** Ids of the open counters that serve each group today, by their profile of the day. */
export function servingCounters(
  board: Board,
  config: { counters: readonly { id: string; profile: readonly ProfileEntry[] }[] },
): Map<string, string[]> {
  const serving = new Map<string, string[]>();
  for (const { id, profile } of config.counters) {
    const today = board.counters[id];
    if (today?.state !== 'open') continue;
    for (const { group } of today.profile ?? profile) {
      serving.set(group, [...(serving.get(group) ?? []), id]);
    }
  }
  return serving;
}

/** After every id, so that a newcomer stands behind those of the same millisecond. */
const NEWCOMER = '~';

/**
 * How full each group of the configuration is, with the expected wait of a newcomer.
 * @param now site time, ms
 */
export function groupLoads(
  board: Board,
  lines: WaitingLines,
  config: SiteConfig,
  now: number,
): Record<string, GroupLoad> {
  const line = lineTime(board, now);
  const serving = servingCounters(board, config);
  const addressed = new Map<string, Standing[]>();
  for (const lane of lines.lanes()) {
    if (!lane.startsWith('counter:')) continue;
    for (const standing of lines.lane(lane)) {
      const group = board.tickets[standing.id]?.group ?? '';
      addressed.set(group, [...(addressed.get(group) ?? []), standing]);
    }
  }
  const loads: Record<string, GroupLoad> = {};
  for (const { id, minutes } of config.groups) {
    const own = addressed.get(id) ?? [];
    const priority = lines.lane(`priority:${id}`);
    const normal = lines.lane(`normal:${id}`);
    const heads = [priority[0], normal[0], ...own].filter((head) => head !== undefined);
    const counters = serving.get(id) ?? [];
    const newcomer = { id: NEWCOMER, readyAt: line };
    const before = beforeInGroup(board, lines, config, id, newcomer, 'normal', line);
    loads[id] = {
      waiting: priority.length + normal.length + own.length,
      longestSince:
        heads.length > 0
          ? Math.min(line, ...heads.map((head) => head.readyAt)) - board.putBack
          : null,
      counters,
      estimate: estimate(before, minutes, counters.length),
    };
  }
  return loads;
}
