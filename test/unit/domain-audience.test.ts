import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hallBoard, hallEvent, staffEvent } from '../../server/domain/audience.js';
import { emptyBoard, fold, foldDay } from '../../server/domain/board.js';
import { emptyHallBoard, foldHall, foldStaff } from '../../server/domain/live-fold.js';
import type { Board, HallBoard } from '../../server/protocol/board.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import { TEAM_EVENTS } from '../../server/protocol/team.js';
import { play } from '../support/model.js';
import { anyProgram } from '../support/moves.js';
import type { Program } from '../support/wishes.js';

const TEAM: ReadonlySet<string> = new Set(TEAM_EVENTS);
const COMMANDS = 60;
const RUNS = 60;

/** One entry of a random day, with the server's board after it. */
interface Step {
  entry: JournalEntry;
  board: Board;
  /** A clock was put back into an earlier day: the board was rebuilt, and everybody gets it anew. */
  again: boolean;
}

/** Follows the journal of a random program as a server does; the board is only good for the step. */
async function* randomSteps(program: Program): AsyncGenerator<Step> {
  const { journal } = await play(program);
  let board = emptyBoard();
  for (const [index, entry] of journal.entries()) {
    const again = entry.type === 'day.opened' && entry.data.again;
    board = again
      ? journal.slice(0, index + 1).reduce(foldDay, emptyBoard(entry.day))
      : fold(board, entry);
    yield { entry, board, again };
  }
}

function without(board: HallBoard): Omit<HallBoard, 'seq' | 'at'> {
  const { day, configVersion, tickets, counters } = board;
  return { day, configVersion, tickets, counters };
}

/** What is only written down moves the server's `seq` and `at`, and reaches nobody. */
function staffPart(board: Board): Omit<Board, 'seq' | 'at'> {
  const { seq: _seq, at: _at, ...rest } = board;
  return rest;
}

describe('the audience views', () => {
  it.each([true, false])('fold in the hall as on the server (badge shown: %s)', async (badge) => {
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), async (program) => {
        let hall = emptyHallBoard();
        for await (const { entry, board, again } of randomSteps(program)) {
          if (again) {
            hall = structuredClone(hallBoard(board, badge));
            continue;
          }
          const event = hallEvent(entry, board, badge);
          if (event) {
            foldHall(hall, structuredClone(event));
            expect(hall).toEqual(hallBoard(board, badge));
          } else {
            expect(without(hall)).toEqual(without(hallBoard(board, badge)));
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('fold for the staff as on the server', async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), async (program) => {
        let staff = emptyBoard();
        for await (const { entry, board, again } of randomSteps(program)) {
          const event = staffEvent(entry);
          if (again) staff = structuredClone(board);
          else if (event) foldStaff(staff, structuredClone(event));
          expect(staffPart(staff)).toEqual(staffPart(board));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('fold from any snapshot on', async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), fc.nat(COMMANDS), async (program, split) => {
        let hall = emptyHallBoard();
        let staff = emptyBoard();
        for await (const { entry, board, again } of randomSteps(program)) {
          if (again || entry.seq === split) {
            hall = structuredClone(hallBoard(board, true));
            staff = structuredClone(board);
          }
          if (again || entry.seq <= split) continue;
          const event = hallEvent(entry, board, true);
          if (event) foldHall(hall, structuredClone(event));
          const told = staffEvent(entry);
          if (told) foldStaff(staff, structuredClone(told));
          expect(without(hall)).toEqual(without(hallBoard(board, true)));
          expect(staffPart(staff)).toEqual(staffPart(board));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('tell of what people do beside the queue to the staff alone, each kind of it', async () => {
    const seen = new Set<string>();
    const stood = { assists: 0, helps: 0, going: 0, escorts: 0, handed: 0, sounds: 0 };
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), async (program) => {
        for await (const { entry, board } of randomSteps(program)) {
          const { assists, helps, escorts, handed, sounds } = board.team;
          stood.assists += Object.keys(assists).length;
          stood.helps += Object.keys(helps).length;
          stood.going += Object.values(helps).filter(({ takenBy }) => takenBy !== null).length;
          stood.escorts += Object.keys(escorts).length;
          stood.handed += Object.keys(handed).length;
          stood.sounds += Object.keys(sounds).length;
          const places = Object.values(helps).map(({ place }) => `${place.kind} ${place.id}`);
          expect(new Set(places).size).toBe(places.length);
          if (!TEAM.has(entry.type)) continue;
          seen.add(entry.type);
          expect(hallEvent(entry, board, true)).toBeNull();
          expect(staffEvent(entry)?.data).toHaveProperty('team.type', entry.type);
        }
      }),
      // Days that are known to hold each kind of it.
      { numRuns: 2 * RUNS, seed: 5 },
    );
    expect([...seen].sort()).toEqual([...TEAM].sort());
    expect(Object.values(stood).every((count) => count > 0)).toBe(true);
  });

  it('tell the hall nothing of who a citizen is: no id, class, note, reason, language, actor', async () => {
    // A flat list of all that is said, keys and values.
    const words = (value: unknown): string[] => {
      if (value === null || typeof value !== 'object') return [String(value)];
      return Object.entries(value).flatMap(([key, each]) => [key, ...words(each)]);
    };
    const never = [
      ...['ticket', 'id', 'priority', 'note', 'reason', 'language', 'escort', 'procedure', 'mark'],
      ...[
        'actor',
        'request',
        'to',
        'stops',
        'parkedBy',
        'resumeAt',
        'deferredAt',
        'outcome',
        'resultDate',
      ],
      ...['owed', 'chosen', 'from', 'place', 'rev', 'printer', 'offset', 'elder', 'bru', 'birth'],
      ...['officer-1', 'officer-2', 'wish', 'lunch', 'left', 'mistake', 'day-closed', 'undone'],
      ...['team', 'assist', 'help', 'form', 'unsure', 'k1', 'escort', 'instead', 'copy', 'how'],
    ];
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), async (program) => {
        for await (const { entry, board } of randomSteps(program)) {
          const { tickets } = hallBoard(board, true);
          expect(words(tickets).filter((word) => never.includes(word))).toEqual([]);
          const event = hallEvent(entry, board, true);
          if (!event) continue;
          const said = words(event.data);
          expect(said.filter((word) => never.includes(word) || /^\d{10}$/.test(word))).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
