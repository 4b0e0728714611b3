import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyHallBoard } from '../../server/domain/live-fold.js';
import { sceneCalls, sceneOf, type Scene } from '../../server/domain/hall-scene.js';
import { EMPTY_STAGE, nextStage } from '../../server/domain/hall-stage.js';
import { speaker, type Speaker } from '../../server/domain/wording.js';
import type { HallBoard, HallTicket } from '../../server/protocol/board.js';
import type { Load } from '../../server/protocol/live.js';
import type { HallConfig } from '../../server/protocol/page.js';
import { loadWording } from '../../server/words.js';
import { at, MONDAY } from '../support/factories.js';

const OFFSET = 420;
const NOW = at(MONDAY, '09:14');
const SESSIONS = [
  { from: 450, to: 690, issueFrom: 450, issueUntil: 675 },
  { from: 810, to: 1_020, issueFrom: 810, issueUntil: 990 },
];
const WEEK = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, SESSIONS]));

let voice: Speaker;
beforeAll(async () => {
  const wording = await loadWording(
    fileURLToPath(new URL('../../display/locales/', import.meta.url)),
  );
  voice = speaker(wording.sentences('vi', ['shared', 'hall']), OFFSET);
});

const letters = ['A', 'H', 'K', 'G', 'S', 'L', 'R', 'X', 'N'];
function config(more: Partial<HallConfig> = {}): HallConfig {
  return {
    version: 1,
    name: 'Phường Sen Hồng',
    groups: letters.map((letter) => ({
      id: letter,
      letter,
      plate: 'plain',
      name: `nhóm ${letter}`,
    })),
    counters: [
      { id: 'c1', number: 1, zone: 'z1', groups: letters.slice(0, 5) },
      { id: 'c12', number: 12, zone: 'z2', groups: letters.slice(5) },
    ],
    zones: [
      { id: 'z1', name: 'tầng 1' },
      { id: 'z2', name: 'tầng 2' },
    ],
    rule: { policy: 'interleave', normalAfterPriority: 2, creditMinutes: 15 },
    hours: WEEK,
    specialDays: [],
    leftover: 'served',
    phone: '',
    notices: [],
    row: '',
    media: [],
    ...more,
  };
}
function ticket(number: string, more: Partial<HallTicket> = {}): HallTicket {
  const waiting: HallTicket = {
    number,
    group: number.slice(0, 1),
    state: 'waiting',
    counter: null,
    calledAt: null,
    calls: 0,
    lastCallAt: null,
    badge: false,
  };
  return { ...waiting, ...more };
}
const called = (number: string, counter: string, when: number): HallTicket =>
  ticket(number, { state: 'called', counter, calledAt: when, lastCallAt: when, calls: 1 });

function board(...tickets: HallTicket[]): HallBoard {
  const tickets_ = Object.fromEntries(tickets.map((each) => [each.number, each]));
  return { ...emptyHallBoard(), tickets: tickets_ };
}

/** Counters that are paused, each with the minutes after which it said to be back. */
function paused(backs: Readonly<Record<string, number | null>>): HallBoard {
  const counters = Object.entries(backs).map(([id, minutes]) => {
    const backAt = minutes === null ? null : NOW + minutes * 60_000;
    return [id, { id, state: 'paused' as const, backAt }];
  });
  return { ...emptyHallBoard(), counters: Object.fromEntries(counters) as HallBoard['counters'] };
}

interface Situation {
  config?: HallConfig;
  zone?: string | null;
  load?: Load | null;
  now?: number;
  staleSince?: number | null;
  turn?: number;
}
function scene(what: HallBoard, situation: Situation = {}): Scene {
  const input = {
    config: situation.config ?? config(),
    zone: situation.zone ?? null,
    board: what,
    load: situation.load ?? null,
  };
  const now = situation.now ?? NOW;
  const stage = nextStage(EMPTY_STAGE, sceneCalls(input), (call) => now - call.at, 0);
  const { staleSince = null, turn = 0 } = situation;
  return sceneOf({ ...input, stage, now, offset: OFFSET, staleSince, voice, turn });
}
function load(more: Partial<Load> = {}): Load {
  const figures = {
    waiting: 0,
    longestSince: null,
    counters: ['c1'],
    estimate: { low: 15, high: 35 },
  };
  return {
    at: NOW,
    groups: Object.fromEntries(letters.map((letter) => [letter, figures])),
    trouble: null,
    ...more,
  };
}

describe('the hall', () => {
  test('says number, counter, group and zone of a call', () => {
    const { main, tiles, last } = scene(
      board(called('A027', 'c12', NOW - 3_000), called('H011', 'c1', NOW - 90_000)),
    );
    expect(main).toBe('calls');
    expect(tiles).toEqual([
      expect.objectContaining({
        number: 'A027',
        counter: '12',
        two: true,
        long: false,
        letter: 'A',
        group: 'nhóm A',
        zone: 'tầng 2',
        was: 'Đã gọi lúc 09h13',
      }),
    ]);
    expect(last).toEqual([{ number: 'H011', long: false, counter: '1', two: false }]);
  });

  test('of one zone shows only what is called and awaited there, without naming it', () => {
    const { tiles, last, waiting } = scene(
      board(called('A027', 'c1', NOW - 3_000), called('L001', 'c12', NOW - 2_000), ticket('L002')),
      { zone: 'z2' },
    );
    expect(tiles.map(({ number, zone }) => [number, zone])).toEqual([['L001', '']]);
    expect(last).toEqual([]);
    expect(waiting.map(({ letter }) => letter)).toEqual(['L']);
  });

  test('counts who waits and rounds how long', () => {
    const { waiting } = scene(board(ticket('A001'), ticket('A002'), ticket('H001')), {
      load: load({
        groups: {
          A: { waiting: 2, longestSince: NOW, counters: ['c1'], estimate: { low: 15, high: 35 } },
          H: { waiting: 1, longestSince: NOW, counters: [], estimate: null },
          K: { waiting: 0, longestSince: null, counters: ['c1'], estimate: { low: 0, high: 0 } },
          G: { waiting: 0, longestSince: null, counters: [], estimate: null },
          S: {
            waiting: 0,
            longestSince: null,
            counters: ['c1'],
            estimate: { low: 600, high: 900 },
          },
        },
      }),
    });
    expect(waiting.map(({ letter, waiting: n, wait }) => [letter, n, wait])).toEqual([
      ['A', '2', '25 phút'],
      ['H', '1', '–'],
      ['K', '0', '5 phút'],
      // A guess over half a day is none.
      ['S', '0', '–'],
    ]);
  });

  test('lets more than seven groups take turns, half each', () => {
    const shown = (turn: number) =>
      scene(board(), { load: load(), turn })
        .waiting.map(({ letter }) => letter)
        .join('');
    expect([shown(0), shown(1), shown(2)]).toEqual(['AHKGS', 'LRXN', 'AHKGS']);
  });

  test('that lost its server says since when and calls nobody any more', () => {
    const { stale, notice, tiles } = scene(board(called('A052', 'c1', NOW - 40_000)), {
      staleSince: at(MONDAY, '10:42'),
    });
    expect(stale).toBe(true);
    expect(notice?.title).toBe('Mất kết nối từ 10 giờ 42.');
    expect(tiles[0]?.was).toBe('Đã gọi lúc 09h13');
  });

  test('whose server has no store is told nothing new either, and says so', () => {
    const trouble = load({ at: at(MONDAY, '09:10'), trouble: 'store' });
    const { stale, notice } = scene(board(), { load: trouble });
    expect(stale).toBe(true);
    expect(notice?.title).toBe('Mất kết nối từ 9 giờ 10.');
  });

  test('whose clock is wrong hides it and says so', () => {
    const { clock, notice } = scene(board(), { load: load({ trouble: 'clock' }) });
    expect(clock).toBeNull();
    expect(notice?.title).toBe('Đồng hồ cần được kiểm tra.');
  });

  test('tells until when counters are paused where somebody said it, and no more once that is over', () => {
    expect(scene(paused({ c12: 12 })).paused?.text).toMatch(
      /^Quầy 12 tạm dừng, mở lại khoảng \d\dh\d[05]$/,
    );
    expect(scene(paused({ c12: -1 })).paused?.text).toBe('Quầy 12 tạm dừng');
    // Said before the clock was put back.
    expect(scene(paused({ c12: 300 })).paused?.text).toBe('Quầy 12 tạm dừng');
  });

  test('tells of several that are paused in turn who is back when, the first of them first', () => {
    const turns = (backs: Record<string, number | null>, several = 3) =>
      [...Array(several).keys()].map(
        (turn) => scene(paused(backs), { config: config({ counters }), turn }).paused,
      );
    const counters = [1, 2, 12].map((number) => ({
      ...{ id: `c${number}`, number, zone: 'z1', groups: letters },
    }));
    expect(turns({ c1: 30, c2: null, c12: 12 }, 4)).toEqual([
      { text: 'Quầy 1, 2, 12 tạm dừng', number: '' },
      { text: 'Quầy 12 mở lại khoảng 09h30', number: '12' },
      { text: 'Quầy 1 mở lại khoảng 09h45', number: '1' },
      { text: 'Quầy 1, 2, 12 tạm dừng', number: '' },
    ]);
    expect(turns({ c1: 12, c2: 30, c12: 13 })).toEqual([
      { text: 'Quầy 1, 2, 12 tạm dừng', number: '' },
      { text: 'Quầy 1, 12 mở lại khoảng 09h30', number: '' },
      { text: 'Quầy 2 mở lại khoảng 09h45', number: '2' },
    ]);
    const together = { text: 'Quầy 1, 12 tạm dừng, mở lại khoảng 09h30', number: '' };
    expect(turns({ c1: 12, c12: 12 }, 2)).toEqual([together, together]);
  });

  test('tells which counters are paused, with a drawn door when it is one', () => {
    expect(scene(paused({ c12: null })).paused).toEqual({ text: 'Quầy 12 tạm dừng', number: '12' });
    expect(scene(paused({ c1: null, c12: null })).paused).toEqual({
      text: 'Quầy 1, 12 tạm dừng',
      number: '',
    });
    expect(scene(paused({ c1: null }), { zone: 'z2' }).paused).toBeNull();
  });

  test('states the rule of order as the site set it', () => {
    const rule = (policy: 'interleave' | 'first' | 'credit') =>
      scene(board(), {
        config: config({ rule: { policy, normalAfterPriority: 3, creditMinutes: 15 } }),
      }).line.text;
    expect(rule('interleave')).toBe('Gọi theo thứ tự đến. Sau mỗi số ưu tiên, gọi 3 số thường.');
    expect(rule('first')).toBe('Gọi theo thứ tự đến. Số ưu tiên được gọi trước.');
    expect(rule('credit')).toContain('15 phút');
  });

  test('is closed after hours once nobody is left, and names the next opening first', () => {
    const evening = at(MONDAY, '17:42');
    const { main, closed } = scene(board(), { now: evening });
    expect(main).toBe('closed');
    expect(closed).toEqual({
      title: 'Hết giờ làm việc',
      opens: 'Mở cửa lúc',
      time: '7 giờ 30',
      day: 'thứ Ba, 24/11/2026',
      lines: [{ days: 'Thứ Hai – thứ Sáu', times: '07h30 – 11h30 và 13h30 – 17h00' }],
      phone: '',
      crowded: false,
    });
    expect(scene(board(ticket('A001')), { now: evening }).main).toBe('none');
    expect(scene(board(), { now: evening, config: config({ hours: {} }) }).main).toBe('none');
  });
});

describe('what the settings say in the hall', () => {
  const holiday = { date: MONDAY, name: 'Quốc khánh', sessions: [] };
  const short = {
    date: '2026-12-02',
    name: 'Họp dân',
    sessions: [{ from: 480, to: 600, issueFrom: 480, issueUntil: 570 }],
  };
  const off = { date: '2026-12-04', name: 'Nghỉ bù', sessions: [] };
  const later = { date: '2027-01-01', name: 'Tết Dương lịch', sessions: [] };

  test('names the holiday, opens on the day after it, and tells what differs soon', () => {
    const { main, closed } = scene(board(), {
      config: config({ specialDays: [later, off, holiday, short], phone: '0274 3 822 116' }),
    });
    expect(main).toBe('closed');
    expect(closed).toEqual({
      title: 'Hôm nay nghỉ:\nQuốc khánh',
      opens: 'Mở cửa lúc',
      time: '7 giờ 30',
      day: 'thứ Ba, 24/11/2026',
      lines: [
        { days: 'Thứ Hai – thứ Sáu', times: '07h30 – 11h30 và 13h30 – 17h00' },
        { days: 'Thứ Tư, 02/12', times: '08h00 – 10h00, Họp dân' },
        { days: 'Thứ Sáu, 04/12', times: 'Nghỉ: Nghỉ bù' },
      ],
      phone: 'Điện thoại: 0274 3 822 116',
      crowded: true,
    });
  });

  test('gives each notice of the day its turn after the rule of order', () => {
    const notices = [
      { text: 'Mất điện từ 14 giờ.', from: null, until: MONDAY },
      { text: 'Hôm qua.', from: null, until: '2026-11-22' },
      { text: 'Ngày mai.', from: '2026-11-24', until: null },
      { text: 'Tiêm chủng tại trạm y tế.', from: MONDAY, until: null },
    ];
    const lines = [0, 1, 2, 3].map((turn) => scene(board(), { config: config({ notices }), turn }));
    expect(lines.map(({ line }) => line)).toEqual([
      { text: 'Gọi theo thứ tự đến. Sau mỗi số ưu tiên, gọi 2 số thường.', long: false },
      { text: 'Mất điện từ 14 giờ.', long: false },
      { text: 'Tiêm chủng tại trạm y tế.', long: false },
      { text: 'Gọi theo thứ tự đến. Sau mỗi số ưu tiên, gọi 2 số thường.', long: false },
    ]);
  });

  test('tells a notice that is longer than the line in parts, whole words each, in turn', () => {
    const words = Array.from({ length: 40 }, (_, i) => `việc${i}`);
    const notices = [{ text: words.join(' '), from: null, until: null }];
    const shown = [1, 2, 3].map(
      (turn) => scene(board(), { config: config({ notices }), turn }).line.text,
    );
    for (const part of shown) expect(part.length).toBeLessThanOrEqual(124);
    expect(shown[0]).toMatch(/^việc0 .* …$/);
    expect(shown[2]).toMatch(/^… .* việc39$/);
    const read = shown.join(' ').split(' ');
    expect(read.filter((word) => word !== '…')).toEqual(words);
  });

  test('tells who still waits after hours what becomes of them, as the site decided', () => {
    const evening = at(MONDAY, '17:10');
    const said = (leftover: 'served' | 'come-again', what: HallBoard, now = evening) =>
      scene(what, { config: config({ leftover }), now }).line.text;
    expect(said('served', board(ticket('A001')))).toContain('vẫn được phục vụ hôm nay');
    expect(said('come-again', board(ticket('A001')))).toContain('buổi làm việc sau');
    expect(said('come-again', board(ticket('A001')), NOW)).toContain('thứ tự đến');
    expect(said('come-again', board())).toContain('thứ tự đến');
  });
});
