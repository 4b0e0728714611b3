import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBoard, fold } from '../../server/domain/board.js';
import {
  ahead,
  estimate,
  groupLoads,
  groupOrder,
  laneOf,
  WaitingLines,
} from '../../server/domain/waiting.js';
import type { Board } from '../../server/protocol/board.js';
import { BLANK_COUNTER } from '../../server/protocol/counter.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { MINUTE, MONDAY, MORNING, siteConfig, ticket } from '../support/factories.js';
import { play } from '../support/model.js';
import { anyProgram } from '../support/moves.js';

function boardOf(tickets: Partial<Ticket>[], open: string[] = []): [Board, WaitingLines] {
  const board = emptyBoard(MONDAY);
  for (const [index, more] of tickets.entries()) {
    const id = String(index + 1).padStart(10, '0');
    board.tickets[id] = ticket({ id, readyAt: MORNING + index, ...more });
  }
  for (const id of open) board.counters[id] = { ...BLANK_COUNTER, id, state: 'open', rev: 1 };
  const lines = new WaitingLines();
  lines.rebuild(board);
  return [board, lines];
}

const NOW = MORNING + 10 * MINUTE;
const elder = { priority: 'elder' } as const;

describe('the waiting lines', () => {
  it('are always those of the board, in order, entry by entry', async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram(60), async (program) => {
        const { journal } = await play(program);
        const board = emptyBoard();
        const lines = new WaitingLines();
        for (const entry of journal) {
          fold(board, entry);
          lines.follow(board, entry);
        }
        const expected = new Map<string, Ticket[]>();
        for (const each of Object.values(board.tickets)) {
          const lane = laneOf(each);
          if (lane) expected.set(lane, [...(expected.get(lane) ?? []), each]);
        }
        expect(lines.lanes().sort()).toEqual([...expected.keys()].sort());
        for (const [lane, tickets] of expected) {
          tickets.sort((a, b) => a.readyAt - b.readyAt || (a.id < b.id ? -1 : 1));
          expect(lines.lane(lane).map(({ id }) => id)).toEqual(tickets.map(({ id }) => id));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tell how many are called before somebody, by the rule', () => {
    const [board, lines] = boardOf([{}, {}, {}, elder, elder]);
    const config = siteConfig();
    expect(groupOrder(board, lines, config, 'justice', NOW).map(Number)).toEqual([4, 1, 2, 5, 3]);
    board.owed['justice'] = 1;
    const places = ['1', '2', '3', '4', '5'].map((id) =>
      ahead(board, lines, config, id.padStart(10, '0'), NOW),
    );
    expect(places).toEqual([0, 2, 3, 1, 4]);
  });

  it('count in the counter’s own line who is addressed to it, and nobody who does not wait', () => {
    const [board, lines] = boardOf([{}, { to: 'c1' }, { to: 'c1' }, { state: 'parked' }]);
    const place = (n: number) => ahead(board, lines, siteConfig(), `000000000${n}`, NOW);
    expect([1, 2, 3, 4, 9].map(place)).toEqual([0, 0, 1, null, null]);
  });

  it('put those whose time has not come behind all others', () => {
    const [board, lines] = boardOf([{ readyAt: NOW + 1 }, { readyAt: NOW }, elder]);
    expect(groupOrder(board, lines, siteConfig(), 'justice', NOW).map(Number)).toEqual([3, 2, 1]);
  });
});

describe('the load of a group', () => {
  it('counts all who wait, also those addressed to a counter, and who waited longest', () => {
    const [board, lines] = boardOf([{ to: 'c2', readyAt: MORNING - MINUTE }, {}, elder], ['c1']);
    expect(groupLoads(board, lines, siteConfig(), NOW)).toEqual({
      justice: {
        waiting: 3,
        longestSince: MORNING - MINUTE,
        counters: ['c1'],
        estimate: { low: 10, high: 30 },
      },
      land: { waiting: 0, longestSince: null, counters: ['c1'], estimate: { low: 0, high: 0 } },
      social: { waiting: 0, longestSince: null, counters: [], estimate: null },
    });
  });

  it('goes by the profiles of today', () => {
    const [board, lines] = boardOf([], ['c1', 'c2']);
    const profile = [{ group: 'social', tier: 1 }];
    board.counters['c1'] = { ...BLANK_COUNTER, id: 'c1', state: 'open', rev: 1, profile };
    const loads = groupLoads(board, lines, siteConfig(), NOW);
    const counters = Object.values(loads).map((load) => load.counters);
    expect(counters).toEqual([[], ['c2'], ['c1', 'c2']]);
  });

  it('is the same when the clock is put back: nobody is counted out, no wait is less than nothing', () => {
    const people = [{ priority: null }, elder, {}, { readyAt: NOW + 5 * MINUTE }];
    const [board, lines] = boardOf(people, ['c1']);
    const config = siteConfig();
    const loads = groupLoads(board, lines, config, NOW);
    const order = groupOrder(board, lines, config, 'justice', NOW);
    const places = order.map((id) => ahead(board, lines, config, id, NOW));
    const back = { ...board, putBack: 180 * MINUTE };
    const now = NOW - 180 * MINUTE;
    expect(groupOrder(back, lines, config, 'justice', now)).toEqual(order);
    expect(order.map((id) => ahead(back, lines, config, id, now))).toEqual(places);
    expect(groupLoads(back, lines, config, now)['justice']).toEqual({
      ...loads['justice'],
      longestSince: MORNING - 180 * MINUTE,
    });
  });

  it('says of nobody that they came in the time to come', () => {
    const [board, lines] = boardOf([{ readyAt: NOW + 5 * MINUTE }]);
    expect(groupLoads(board, lines, siteConfig(), NOW)['justice']?.longestSince).toBe(NOW);
  });

  it('guesses the wait of a newcomer, who stands before priority that the rule holds back', () => {
    const [board, lines] = boardOf([elder, elder, elder, elder], ['c1']);
    // Priority, then two normal calls are owed: the newcomer is second.
    expect(groupLoads(board, lines, siteConfig(), NOW)['justice']?.estimate).toEqual({
      low: 5,
      high: 15,
    });
  });
});

describe('the expected wait', () => {
  it('is the people ahead by the usual minutes and the open counters, from 0.6 to 1.4 times', () => {
    expect(estimate(10, 6, 2)).toEqual({ low: 20, high: 40 });
    expect(estimate(3, 7, 1)).toEqual({ low: 15, high: 30 });
    expect(estimate(0, 7, 1)).toEqual({ low: 0, high: 0 });
    expect(estimate(10, 6, 0)).toBeNull();
  });
});
