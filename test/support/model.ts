/** Plays a program on the reference model, and on another store beside it, and compares. */
import { expect } from 'vitest';
import { emptyBoard, fold, foldDay } from '../../server/domain/board.js';
import { businessDay, nextDayStart } from '../../server/domain/day.js';
import type { Board } from '../../server/protocol/board.js';
import type { EventType, JournalEntry } from '../../server/protocol/journal.js';
import type { Context, Reply } from '../../server/store/port.js';
import { commandOf, type Given, type Sight } from './commands.js';
import { configuring, contextAt, MORNING, SITE, siteConfig, TIME_ZONE } from './factories.js';
import type { Move, Program } from './wishes.js';
import type { SiteState } from './site-state.js';
import { memoryStore, type OpenStore } from './stores.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What a clock that is wrong shows, ms away from the truth. */
const CLOCK_OFF: Record<Move['clock'], number> = {
  right: 0,
  stepped: 0,
  'little-behind': -90_000,
  'far-behind': -3 * MINUTE,
  'far-ahead': 21 * DAY,
};

/** One command as it was given. */
interface Asked {
  given: Given;
  context: Context;
}
/** What a program did on a store. */
export interface Played {
  asked: Asked[];
  replies: Reply[];
  journal: JournalEntry[];
  days: string[];
}

/** Plays a program on the reference model alone. */
export async function play(program: Program, model: OpenStore = memoryStore()): Promise<Played> {
  const asked: Asked[] = [];
  const replies: Reply[] = [];
  let now = MORNING;

  const board = new FollowedBoard();
  const give = async (given: Given, context: Context): Promise<void> => {
    asked.push({ given, context });
    replies.push(await given.to(model.store, context));
    await board.expectStateOf(model);
  };
  const config = configuring(siteConfig(program.rules));
  const configure = commandOf(
    { name: 'configure', rules: program.rules, without: null, hours: 'site', right: true },
    {
      tickets: [],
      counters: [],
      day: '',
      days: [],
      keys: [],
      accepted: [],
      version: config.ifVersion,
      assists: [],
      helps: [],
    },
  );
  await give(configure, contextAt(now, { key: 'key-first-configure' }));

  for (const [index, move] of program.moves.entries()) {
    now = passed(now, move);
    if (move.wish.name === 'confirmClock') now += move.wish.shift;
    const sight = await look(model, now, asked, replies);
    const { repeat } = move;
    const earlier = asked[asked.length - 1 - (repeat.back % asked.length)];
    if (earlier && repeat.kind === 'same') {
      await give(earlier.given, { ...earlier.context, now, day: businessDay(now, TIME_ZONE) });
      continue;
    }
    const given = commandOf(move.wish, sight);
    const reused = repeat.kind === 'other' ? earlier?.context.key : undefined;
    const key = reused ?? `key-of-move-number-${index}`;
    const { actor, via } = move;
    const body = [given.name, given.args];
    const parts = { key, actor, via, body, stepped: move.clock === 'stepped' };
    await give(given, contextAt(now + CLOCK_OFF[move.clock], parts));
  }
  const journal = await wholeJournal(model);
  return { asked, replies, journal, days: [...new Set(journal.map(({ day }) => day))].sort() };
}

/** A board that follows the journal of the reference model as servers do. */
class FollowedBoard {
  readonly #journal: JournalEntry[] = [];
  #board = emptyBoard();

  /** `fold(journal) == state` as it stands now. */
  async expectStateOf({ store, dump }: OpenStore): Promise<void> {
    for (const entry of await store.entries(SITE, this.#journal.length, 1000)) {
      this.#journal.push(entry);
      if (entry.type === 'day.opened' && entry.data.again) {
        this.#board = this.#journal.reduce(foldDay, emptyBoard(entry.data.day));
      } else fold(this.#board, entry);
    }
    const { day } = this.#board;
    if (day !== '') expect(shown(this.#board)).toEqual(visible(await dump(SITE, day)));
  }
}

function passed(now: number, { passes, wish }: Move): number {
  if (passes !== 'midnight') return now + passes;
  const midnight = nextDayStart(now, TIME_ZONE);
  return wish.name === 'issue' ? midnight - MINUTE / 2 : midnight + MINUTE / 2;
}

async function look(
  model: OpenStore,
  now: number,
  asked: readonly Asked[],
  replies: readonly Reply[],
): Promise<Sight> {
  const day = businessDay(now, TIME_ZONE);
  const journal = await wholeJournal(model);
  const days = [...new Set(journal.map((entry) => entry.day))].sort();
  const begun = (type: EventType): string[] =>
    journal.flatMap((entry) => (entry.type === type ? [String(entry.seq)] : [])).reverse();
  const states = await Promise.all(days.map((each) => model.dump(SITE, each)));
  const keys = asked.map(({ context }) => context.key);
  const versions = replies.map((reply) => (reply.ok ? (reply.version ?? 0) : 0));
  return {
    tickets: states.flatMap(({ tickets }) => tickets),
    day,
    days,
    counters: states[days.indexOf(day)]?.counters ?? [],
    keys: [...keys].reverse(),
    accepted: keys.filter((_, index) => replies[index]?.ok).reverse(),
    version: Math.max(0, ...versions),
    assists: begun('assist.given'),
    helps: begun('help.asked'),
  };
}

async function wholeJournal({ store }: OpenStore): Promise<JournalEntry[]> {
  const journal: JournalEntry[] = [];
  for (;;) {
    const page = await store.entries(SITE, journal.length, 1000);
    journal.push(...page);
    if (page.length < 1000) return journal;
  }
}

/** The part of a state that a board shows. */
function shown(board: Board) {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return {
    tickets: Object.values(board.tickets).sort(byId),
    counters: Object.values(board.counters).sort(byId),
    owed: board.owed,
  };
}

function visible({ tickets, counters, owed }: SiteState) {
  return { tickets, counters, owed };
}

/** `fold(journal) == state`, for every day that was open. */
async function expectFolds(model: OpenStore, { journal, days }: Played): Promise<void> {
  for (const day of days) {
    const board = journal.reduce(foldDay, emptyBoard(day));
    expect(shown(board)).toEqual(visible(await model.dump(SITE, day)));
  }
}

/**
 * Plays a program on the reference model, gives the same commands to the other store, and expects
 * the same replies, journals (hashes included) and states.
 */
export async function expectAgreement(program: Program, other: OpenStore): Promise<Played> {
  const model = memoryStore();
  const played = await play(program, model);
  for (const [index, { given, context }] of played.asked.entries()) {
    const reply = await given.to(other.store, context);
    expect({ command: given.name, index, reply }).toEqual({
      command: given.name,
      index,
      reply: played.replies[index],
    });
  }
  expect(await wholeJournal(other)).toEqual(played.journal);
  expect(await other.store.head(SITE)).toEqual(await model.store.head(SITE));
  for (const day of played.days) {
    expect(await other.dump(SITE, day)).toEqual(await model.dump(SITE, day));
  }
  const later = '2099-12-31';
  expect(await other.store.unclosedDays(SITE, later)).toEqual(
    await model.store.unclosedDays(SITE, later),
  );
  await expectFolds(model, played);
  return played;
}
