/** What the staff's board keeps of tickets that a ticket itself forgets on its next change. */
import { describe, expect, test } from 'vitest';
import { countersOpenAt } from '../../server/domain/counters-open.js';
import { emptyBoard, fold } from '../../server/domain/board.js';
import type { Board } from '../../server/protocol/board.js';
import type { CommandName, Commands } from '../../server/protocol/commands.js';
import { MemoryStore } from '../../server/store/memory/memory-store.js';
import {
  MINUTE,
  MONDAY,
  MORNING,
  SITE,
  at,
  configuring,
  contextAt,
  siteConfig,
} from '../support/factories.js';

async function hall() {
  const store = new MemoryStore();
  let minute = 0;
  const must = async <N extends CommandName>(name: N, args: Commands[N], key?: string) => {
    minute += 1;
    const context = contextAt(MORNING + minute * MINUTE, key === undefined ? {} : { key });
    const reply = await store.command(name, args, context);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
    return reply;
  };
  await must('configure', configuring(siteConfig()));
  const { tickets } = await must('issue', { group: 'justice' });
  return {
    must,
    id: tickets[0]?.id ?? '',
    board: async (): Promise<Board> =>
      (await store.entries(SITE, 0, 1_000)).reduce(fold, emptyBoard()),
  };
}

describe('a number that was given for the wrong group', () => {
  test('is known as such after it moved on, also to a counter', async () => {
    const { must, id, board } = await hall();
    await must('reroute', { ticket: id, group: 'land', place: 'keep', reason: 'wrong-triage' });
    await must('reroute', { ticket: id, group: 'social', place: 'keep', reason: 'wish' });
    await must('openCounter', { counter: 'c3' });
    await must('reroute', { ticket: id, counter: 'c3', place: 'keep', reason: 'wish' });
    const { moves } = await board();
    expect(moves[id]).toEqual([
      { from: 'justice', to: 'land', reason: 'wrong-triage', at: MORNING + 3 * MINUTE },
      { from: 'land', to: 'social', reason: 'wish', at: MORNING + 4 * MINUTE },
    ]);
  });

  test('is none when the move was taken back', async () => {
    const { must, id, board } = await hall();
    const key = 'f'.repeat(32);
    await must(
      'reroute',
      { ticket: id, group: 'land', place: 'keep', reason: 'wrong-triage' },
      key,
    );
    await must('undo', { request: key });
    expect((await board()).moves[id]).toEqual([]);
  });
});

test('a parked ticket is known by the time since when it is', async () => {
  const { must, id, board } = await hall();
  await must('park', { ticket: id, reason: 'scan' });
  expect((await board()).parkedAt).toEqual({ [id]: MORNING + 3 * MINUTE });
  await must('resume', { ticket: id });
  expect((await board()).parkedAt).toEqual({});
});

describe('when the counters open', () => {
  const { site } = siteConfig();
  const opens = (clock: string, more: Partial<typeof site> = {}) =>
    countersOpenAt({ ...site, ...more }, at(MONDAY, clock), 420);

  test('is said before the first session and between two', () => {
    expect(opens('06:20:31')).toBe(at(MONDAY, '07:00'));
    expect(opens('12:00')).toBe(at(MONDAY, '13:30'));
  });
  test('is not said within them, nor for another day, nor where hours bind nobody', () => {
    expect(opens('08:00')).toBeNull();
    expect(opens('18:00')).toBeNull();
    expect(opens('06:20', { trial: true })).toBeNull();
    expect(
      opens('06:20', { specialDays: [{ date: MONDAY, name: { vi: '', en: '' }, sessions: [] }] }),
    ).toBeNull();
  });
});
