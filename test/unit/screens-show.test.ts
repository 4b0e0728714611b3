import { describe, expect, test } from 'vitest';
import { emptyBoard } from '../../server/domain/board.js';
import { screensShow } from '../../server/operations/hall-state.js';
import { BLANK_TICKET, type Ticket } from '../../server/protocol/ticket.js';
import type { Trouble } from '../../server/protocol/live.js';
import { siteConfig } from '../support/factories.js';

/** A Thursday at the site, whose counters open at 7:30 and rest from 11:30 to 13:30. */
const at = (hour: number, minute = 0): number =>
  Date.parse('2026-11-19T00:00:00+07:00') + (hour * 60 + minute) * 60_000;
const half = { from: 450, to: 690, issueFrom: 420, issueUntil: 675 };
const later = { from: 810, to: 1020, issueFrom: 795, issueUntil: 1005 };

function shown(
  now: number,
  waiting: Ticket['state'] | null,
  trouble: Trouble | null = null,
): string {
  const config = siteConfig();
  const site = { ...config.site, hours: { 4: [half, later] }, specialDays: [], trial: false };
  const board = emptyBoard('2026-11-19');
  if (waiting !== null) {
    board.tickets['1'] = { ...BLANK_TICKET, id: '1', state: waiting };
  }
  const load = () => ({ at: now, groups: {}, trouble });
  return screensShow({ config: { ...config, site }, board, load }, now);
}

describe('what a lead is told that the screens show', () => {
  test('calls within the hours, and as long after them as somebody waits', () => {
    expect(shown(at(8), null)).toBe('calls');
    expect(shown(at(12), 'waiting')).toBe('calls');
    expect(shown(at(17, 30), 'serving')).toBe('calls');
  });

  test('the hours before, between and after them, once nobody waits', () => {
    for (const now of [at(7), at(12), at(17, 30)]) expect(shown(now, 'done')).toBe('hours');
  });

  test('that the clock is in doubt, whatever the hour', () => {
    expect(shown(at(8), 'waiting', 'clock')).toBe('clock');
    expect(shown(at(20), null, 'clock')).toBe('clock');
    expect(shown(at(8), null, 'disk')).toBe('calls');
  });
});
