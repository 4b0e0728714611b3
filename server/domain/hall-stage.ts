/**
 * Which calls stand large on a hall screen. Periods are for eyes, so they are real milliseconds,
 * whatever the speed of site time.
 */
import type { HallBoard } from '../protocol/board.js';

/** A ticket's last summons, as the hall shows it. */
export interface Call {
  number: string;
  group: string;
  counter: string;
  /** When it was last called out, site time (ms). */
  at: number;
  badge: boolean;
}

/** A call that stands large, since when (real ms of the screen's monotonic clock). */
export interface Tile extends Call {
  shownAt: number;
}
export interface Stage {
  /** Newest first, at most four. */
  tiles: readonly Tile[];
  /** Calls that had their time in large, as `number@at`. */
  shown: readonly string[];
  /** When the newest tile came, real ms. */
  changedAt: number;
}
/** What a screen starts from: it has shown nothing yet. */
export const EMPTY_STAGE: Stage = { tiles: [], shown: [], changedAt: 0 };

export const MOST_TILES = 4;
/** A call stands large at least this long, if others leave it the room. */
export const TILE_MS = 20_000;
/** No number is taken from the eye before this, nor the picture rearranged after a new call. */
const STEADY_MS = 5_000;
/** The last call stays until then; after that the hall is quiet. */
const QUIET_MS = 60_000;
/** A call that lies further ahead (real ms) than a screen's clock can differ was made before the clock was put back. */
const AHEAD_MS = 120_000;

/**
 * Everybody called today whose call was not taken back, newest first. A person who waits again or
 * was cancelled is not called any more; one who was served, parked or missed was.
 * @param here whether a counter belongs to this screen
 */
export function callsOf(board: HallBoard, here: (counter: string) => boolean): Call[] {
  const calls: Call[] = [];
  for (const number of Object.keys(board.tickets)) {
    const ticket = board.tickets[number];
    if (!ticket || ticket.counter === null || ticket.calledAt === null) continue;
    if (ticket.state === 'cancelled' || ticket.state === 'waiting' || !here(ticket.counter))
      continue;
    const at = ticket.lastCallAt === null ? ticket.calledAt : ticket.lastCallAt;
    calls.push({ number, group: ticket.group, counter: ticket.counter, at, badge: ticket.badge });
  }
  // Where the clock was put back, what lies ahead of the newest entry came before everything since.
  const ahead = (call: Call) => Number(call.at > board.at);
  return calls.sort((a, b) => ahead(a) - ahead(b) || b.at - a.at || (a.number < b.number ? -1 : 1));
}

const key = (call: Call) => `${call.number}@${call.at}`;

/**
 * The next stage. A new call enters at once while there is room, and pushes out what had its 20 s;
 * where four younger ones stand, it waits until one of them was seen for 5 s, a minute at most. A call
 * that was taken back leaves at once; the last one leaves after a minute.
 * @param calls newest first
 * @param shownAge real ms since a call, as the screen's clock has it
 * @param now real ms, monotonic
 */
export function nextStage(
  before: Stage,
  calls: readonly Call[],
  shownAge: (call: Call) => number,
  now: number,
): Stage {
  const age = (call: Call) => (shownAge(call) < -AHEAD_MS ? Infinity : shownAge(call));
  const current = new Map<string, Call>();
  const keys = new Set<string>();
  for (const call of calls) {
    current.set(call.number, call);
    keys.add(key(call));
  }
  let changedAt = before.changedAt;
  let tiles: Tile[] = [];
  for (const tile of before.tiles) {
    const call = current.get(tile.number);
    if (call === undefined) continue;
    // Called again it keeps its place, however many wait for one.
    const again = call.at !== tile.at;
    tiles.push({ ...call, shownAt: again ? now : tile.shownAt });
    if (again) changedAt = now;
  }
  const seen = before.shown.filter((each) => keys.has(each));
  const see = (call: Call) => void (seen.indexOf(key(call)) < 0 && seen.push(key(call)));
  tiles.forEach(see);

  // A screen that just began shows what stands elsewhere; it does not play back what was missed.
  const begins = before === EMPTY_STAGE;
  const fresh = calls.filter(
    (call, i) => age(call) < (begins && i > 0 ? TILE_MS : QUIET_MS) && seen.indexOf(key(call)) < 0,
  );
  for (const call of (begins ? fresh.slice(0, MOST_TILES) : fresh).reverse()) {
    // One that had to wait for its place has its 5 s all the same.
    tiles = tiles.filter((tile) => age(tile) < TILE_MS || now - tile.shownAt < STEADY_MS);
    if (tiles.length >= MOST_TILES) {
      const oldest = tiles.reduce((a, b) => (b.shownAt < a.shownAt ? b : a));
      if (now - oldest.shownAt < STEADY_MS) break;
      tiles = tiles.filter((tile) => tile !== oldest);
    }
    // What is old when it comes, and did not wait behind others, stands only for want of anything newer.
    const old = tiles.length === 0 && age(call) >= TILE_MS;
    tiles = [{ ...call, shownAt: old ? now - STEADY_MS : now }, ...tiles];
    changedAt = now;
  }
  if (tiles.length === 0) {
    const last = calls[0];
    if (last && age(last) < QUIET_MS) tiles = [{ ...last, shownAt: now }];
  }
  if (now - changedAt >= STEADY_MS) {
    const rest = tiles.filter((tile) => age(tile) < TILE_MS);
    tiles = rest.length > 0 ? rest : tiles.slice(0, 1).filter((tile) => age(tile) < QUIET_MS);
  }
  tiles = tiles.slice().sort((a, b) => b.at - a.at || (a.number < b.number ? -1 : 1));
  (begins ? calls : tiles).forEach(see);
  return { tiles, shown: seen, changedAt };
}
