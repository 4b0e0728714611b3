import { describe, expect, test } from 'vitest';
import { emptyBoard } from '../../server/domain/board.js';
import { slipModel } from '../../server/effects/slip-model.js';
import type { Board } from '../../server/protocol/board.js';
import { SLIP_LINES, type SiteConfig } from '../../server/protocol/config.js';
import { BLANK_COUNTER } from '../../server/protocol/counter.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { at, MONDAY, siteConfig, ticket } from '../support/factories.js';

const BOARD: Board = { ...emptyBoard(MONDAY, 1), seq: 1 };
const STANDING = { ahead: 6, estimate: null, opens: null, link: null };

function says(
  more: Partial<Ticket> = {},
  board: Partial<Board> = {},
  config: SiteConfig = siteConfig(),
) {
  return slipModel({ config, board: { ...BOARD, ...board } }, ticket(more), 1, STANDING, 'vi');
}

const opened = (...ids: string[]): Board['counters'] =>
  Object.fromEntries(ids.map((id) => [id, { ...BLANK_COUNTER, id, state: 'open' as const }]));

describe('what a slip carries besides', () => {
  function withSlip(changes: Partial<SiteConfig['slip']>, more: Partial<Ticket> = {}) {
    const slip = { ...siteConfig().slip, ...changes };
    const config = siteConfig({}, { slip });
    config.site.address = 'Số 1 đường Hoa Sen';
    return says(more, {}, config);
  }

  test('is exactly what the site chose', () => {
    const footer = { vi: 'Cảm ơn ông/bà.', en: 'Thank you.' };
    const bare = withSlip({ lines: [], footer }, { mark: 'TNV2' });
    expect(bare).toMatchObject({
      ...{ takenAt: null, ahead: null, valid: false, mark: null, address: null, footer: null },
    });
    const whole = withSlip({ lines: [...SLIP_LINES], footer }, { mark: 'TNV2' });
    expect(whole).toMatchObject({
      takenAt: { hour: 8, minute: 0 },
      ahead: 6,
      valid: true,
      mark: 'TNV2',
      address: 'Số 1 đường Hoa Sen',
      footer: 'Cảm ơn ông/bà.',
    });
  });

  test('says that a number goes first, never why, and only where the site prints it', () => {
    const elder = { priority: 'elder' } as const;
    expect(withSlip({ lines: ['priority'] }, elder)).toMatchObject({ priority: true });
    expect(JSON.stringify(withSlip({ lines: ['priority'] }, elder))).not.toContain('elder');
    expect(withSlip({ lines: ['priority'] })).toMatchObject({ priority: false });
    expect(withSlip({}, elder)).toMatchObject({ priority: false });
  });

  test('tells where to go after this stop, with the counters of each', () => {
    const more = { stops: ['land', 'gone'] };
    expect(withSlip({}, more).stops).toEqual([
      { name: 'land', places: [{ counters: [1, 2, 3], zone: null }] },
    ]);
    expect(withSlip({ lines: [] }, more).stops).toEqual([]);
  });

  test('has a code to scan unless the site left it out', () => {
    const config = siteConfig();
    const standing = { ...STANDING, link: 'https://mc.example/t/x' };
    const link = () => slipModel({ config, board: BOARD }, ticket(), 1, standing, 'vi').link;
    expect(link()).toBe(standing.link);
    config.slip.code = false;
    expect(link()).toBeNull();
  });

  test('has no empty line for what the site does not have', () => {
    const config = siteConfig();
    config.slip.lines = ['address', 'footer'];
    expect(says({}, {}, config)).toMatchObject({ address: null, footer: null });
  });
});

describe('where a slip sends its citizen', () => {
  test('before the hall opens: all counters of the group', () => {
    expect(says().places).toEqual([{ counters: [1, 3], zone: null }]);
  });

  test('later: those that are open, or paused', () => {
    expect(says({}, { counters: opened('c3') }).places).toEqual([{ counters: [3], zone: null }]);
    const paused = { c1: { ...BLANK_COUNTER, id: 'c1', state: 'paused' as const } };
    expect(says({}, { counters: paused }).places).toEqual([{ counters: [1], zone: null }]);
  });

  test('by the profile of the day, not by the plan', () => {
    const [c1] = Object.values(opened('c1'));
    const counters = {
      c1: { ...BLANK_COUNTER, ...c1, profile: [{ group: 'land', tier: 1 }] },
      ...opened('c2'),
    };
    expect(says({ group: 'land' }, { counters }).places).toEqual([
      { counters: [1, 2], zone: null },
    ]);
  });

  test('to the one counter that it is addressed to, or that called it', () => {
    expect(says({ to: 'c2' }).places).toEqual([{ counters: [2], zone: null }]);
    expect(
      says({ state: 'called', counter: 'c3' }, { counters: opened('c1', 'c3') }).places,
    ).toEqual([{ counters: [3], zone: null }]);
  });

  test('with the floor where the site has more than one', () => {
    const plain = siteConfig();
    const [, , third] = plain.counters;
    const config = {
      ...plain,
      zones: [...plain.zones, { id: 'up', name: { vi: 'Tầng 2', en: 'Floor 2' } }],
      counters: plain.counters.map((each) => (each === third ? { ...each, zone: 'up' } : each)),
    };
    expect(says({}, {}, config).places).toEqual([
      { counters: [1], zone: 'tầng trệt' },
      { counters: [3], zone: 'tầng 2' },
    ]);
  });
});

test('times are the site’s, to five minutes outward', () => {
  const estimate = { low: at(MONDAY, '09:13'), high: at(MONDAY, '09:21') };
  const model = slipModel(
    { config: siteConfig(), board: BOARD },
    ticket(),
    2,
    { ahead: 3, estimate, opens: null, link: null },
    'en',
  );
  expect(model.when).toEqual({ from: { hour: 9, minute: 10 }, to: { hour: 9, minute: 25 } });
  expect(model.takenAt).toEqual({ hour: 8, minute: 0 });
  expect(model.date).toBe('23/11/2026');
  expect(model).toMatchObject({ site: 'Test ward', copy: 2, ahead: 3, number: 'A001' });
});

test('given before the counters open, it says when they do', () => {
  const view = { config: siteConfig(), board: BOARD };
  const standing = { ahead: 3, estimate: null, link: null, opens: at(MONDAY, '07:30') };
  expect(slipModel(view, ticket(), 1, standing, 'vi').opens).toEqual({ hour: 7, minute: 30 });
});
