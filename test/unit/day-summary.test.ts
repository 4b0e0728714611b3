import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyBoard } from '../../server/domain/board.js';
import { daySummary } from '../../server/domain/day-summary.js';
import { TICKET_STATES } from '../../server/protocol/ticket.js';
import { MONDAY, siteConfig, ticket } from '../support/factories.js';

const config = siteConfig();
const anyTickets = fc.array(
  fc.record({
    letter: fc.constantFrom(...config.groups.map(({ letter }) => letter)),
    state: fc.constantFrom(...TICKET_STATES),
    issuedAt: fc.integer({ min: 1, max: 10_000 }),
  }),
  { maxLength: 40 },
);

test('a day in figures: its groups add up to its totals, and every number has one end or none', () => {
  fc.assert(
    fc.property(anyTickets, (all) => {
      const board = emptyBoard(MONDAY, 1);
      all.forEach(({ letter, state, issuedAt }, nth) => {
        const number = `${letter}${String(nth + 1).padStart(3, '0')}`;
        board.tickets[String(nth)] = ticket({ id: String(nth), number, state, issuedAt });
      });
      const sum = daySummary(board, config);
      expect(sum.issued).toBe(all.length);
      expect(sum.done + sum.missed + sum.cancelled + sum.open).toBe(all.length);
      for (const part of ['issued', 'done', 'missed', 'cancelled', 'open'] as const) {
        expect(sum.groups.reduce((total, group) => total + group[part], 0)).toBe(sum[part]);
      }
      expect(sum.first === null).toBe(all.length === 0);
      if (sum.first !== null) expect(sum.first).toBeLessThanOrEqual(sum.last ?? 0);
    }),
  );
});

test('a day in figures: counts what people said of it by face, whatever they typed, and nothing of a day without', () => {
  const board = emptyBoard(MONDAY, 1);
  expect(daySummary(board, config).scores).toBeNull();
  const of = { place: 'phone', counter: 'quay-1', first: 1, at: 1 } as const;
  board.ratings['one'] = { ...of, ticket: 'one', score: 4, said: true };
  board.ratings['two'] = { ...of, ticket: 'two', score: 1, said: false };
  board.ratings['seq-3'] = { ...of, ticket: null, score: 4, said: false, place: 'kiosk' };
  expect(daySummary(board, config).scores).toEqual([1, 0, 0, 2]);
});
