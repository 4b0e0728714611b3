import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hallBoard, hallEvent, staffEvent } from '../../server/domain/audience.js';
import { emptyBoard, fold } from '../../server/domain/board.js';
import { emptyHallBoard, foldHall, foldStaff } from '../../server/domain/live-fold.js';
import type { Board, HallBoard } from '../../server/protocol/board.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import { play } from '../support/model.js';
import { anyProgram } from '../support/moves.js';

const COMMANDS = 60;
const RUNS = 60;

/** The journal of a random day, until a clock is put back: from there the board is rebuilt. */
async function randomJournal(program: Parameters<typeof play>[0]): Promise<JournalEntry[]> {
  const { journal } = await play(program);
  const again = journal.findIndex((entry) => entry.type === 'day.opened' && entry.data.again);
  return again < 0 ? journal : journal.slice(0, again);
}

function without(board: HallBoard): Omit<HallBoard, 'seq' | 'at'> {
  const { day, configVersion, tickets, counters } = board;
  return { day, configVersion, tickets, counters };
}

describe('the audience views', () => {
  it.each([true, false])('fold in the hall as on the server (badge shown: %s)', async (badge) => {
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), async (program) => {
        const board = emptyBoard();
        const hall = emptyHallBoard();
        for (const entry of await randomJournal(program)) {
          fold(board, entry);
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
        const board = emptyBoard();
        const staff: Board = emptyBoard();
        for (const entry of await randomJournal(program)) {
          fold(board, entry);
          const event = staffEvent(entry);
          if (event) foldStaff(staff, structuredClone(event));
        }
        expect(staff).toEqual(board);
      }),
      { numRuns: RUNS },
    );
  });

  it('fold from any snapshot on', async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), fc.nat(99), async (program, percent) => {
        const journal = await randomJournal(program);
        const split = Math.floor((journal.length * percent) / 100);
        const board = journal.slice(0, split).reduce(fold, emptyBoard());
        const hall = structuredClone(hallBoard(board, true));
        const staff = structuredClone(board);
        for (const entry of journal.slice(split)) {
          fold(board, entry);
          const event = hallEvent(entry, board, true);
          if (event) foldHall(hall, structuredClone(event));
          const told = staffEvent(entry);
          if (told) foldStaff(staff, structuredClone(told));
        }
        expect(without(hall)).toEqual(without(hallBoard(board, true)));
        expect(staff).toEqual(board);
      }),
      { numRuns: RUNS },
    );
  });

  it('tell the hall nothing of who a citizen is: no id, class, note, reason, language, actor', async () => {
    // A flat list of all that is said, keys and values.
    const words = (value: unknown): string[] => {
      if (value === null || typeof value !== 'object') return [String(value)];
      return Object.entries(value).flatMap(([key, each]) => [key, ...words(each)]);
    };
    const never = [
      ...['ticket', 'id', 'priority', 'note', 'reason', 'language', 'escort', 'procedure', 'mark'],
      ...['actor', 'request', 'to', 'stops', 'parkedBy', 'resumeAt', 'outcome', 'resultDate'],
      ...['owed', 'chosen', 'from', 'place', 'rev', 'printer', 'offset', 'elder', 'bru', 'birth'],
      ...['officer-1', 'officer-2', 'wish', 'lunch', 'left', 'mistake', 'day-closed', 'undone'],
    ];
    await fc.assert(
      fc.asyncProperty(anyProgram(COMMANDS), async (program) => {
        const journal = await randomJournal(program);
        const board = emptyBoard();
        for (const entry of journal) {
          fold(board, entry);
          const event = hallEvent(entry, board, true);
          if (!event) continue;
          const said = words(event.data);
          expect(said.filter((word) => never.includes(word) || /^\d{10}$/.test(word))).toEqual([]);
        }
        const { tickets } = hallBoard(board, true);
        expect(words(tickets).filter((word) => never.includes(word))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});
