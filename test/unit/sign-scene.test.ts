import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyHallBoard } from '../../server/domain/live-fold.js';
import { signScene, type SignScene } from '../../server/domain/sign-scene.js';
import { speaker, type Speaker } from '../../server/domain/wording.js';
import type { HallBoard, HallCounter, HallTicket } from '../../server/protocol/board.js';
import type { Load } from '../../server/protocol/live.js';
import type { SignConfig } from '../../server/protocol/page.js';
import { loadWording } from '../../server/words.js';
import { at, MONDAY } from '../support/factories.js';

const OFFSET = 420;
const NOW = at(MONDAY, '09:14');
const WEEK = { '1': [{ from: 450, to: 690, issueFrom: 450, issueUntil: 675 }] };

let voice: Speaker;
beforeAll(async () => {
  const wording = await loadWording(
    fileURLToPath(new URL('../../display/locales/', import.meta.url)),
  );
  voice = speaker(wording.sentences('vi', ['shared', 'hall', 'sign']), OFFSET);
});

const CONFIG: SignConfig = {
  version: 1,
  name: 'Phường Sen Hồng',
  counter: { id: 'c3', number: 3 },
  languages: ['Tiếng Việt', 'English', 'Tày'],
  needsStart: true,
  hours: WEEK,
  specialDays: [],
};

function ticket(number: string, state: HallTicket['state'], ago: number, counter = 'c3') {
  const when = NOW - ago * 1_000;
  const times = { calledAt: when, lastCallAt: when, calls: 1 };
  return { number, group: 'a', state, counter, ...times, badge: false };
}
function board(counter: HallCounter['state'], ...tickets: HallTicket[]): HallBoard {
  return {
    ...emptyHallBoard(),
    tickets: Object.fromEntries(tickets.map((each) => [each.number, each])),
    counters: { c3: { id: 'c3', state: counter, backAt: null } },
  };
}
interface Situation {
  config?: Partial<SignConfig>;
  load?: Load;
  now?: number;
  staleSince?: number;
}
const scene = (what: HallBoard, { config, ...more }: Situation = {}): SignScene =>
  signScene({
    ...{ config: { ...CONFIG, ...config }, board: what, load: null, now: NOW, speed: 1 },
    ...{ offset: OFFSET, staleSince: null, voice, ...more },
  });

describe('the sign above a counter', () => {
  test('says who is called there, and which languages are spoken', () => {
    const shown = scene(
      board('open', ticket('A027', 'called', 5), ticket('A028', 'called', 1, 'c4')),
    );
    expect(shown).toMatchObject({ state: 'call', title: 'MỜI SỐ', number: 'A027' });
    expect(shown.foot).toBe('Tiếng Việt · English · Tày');
  });

  test('says who is served once somebody has come, also while the counter is being paused', () => {
    for (const state of ['open', 'paused'] as const) {
      const shown = scene(board(state, ticket('A027', 'serving', 300)));
      expect(shown).toMatchObject({
        state: 'serving',
        title: 'ĐANG PHỤC VỤ',
        number: 'A027',
        at: 0,
      });
    }
  });

  test('lets a call stand until somebody came, or a minute where nobody confirms that', () => {
    const late = board('open', ticket('A027', 'called', 61));
    expect(scene(late).state).toBe('call');
    expect(scene(late, { config: { needsStart: false } }).state).toBe('serving');
  });

  test('names the others who are called together, the newest large', () => {
    const shown = scene(
      board(
        'open',
        ...['R012', 'R013', 'R014'].map((number, i) => ticket(number, 'called', 9 - i)),
      ),
    );
    expect(shown).toMatchObject({ number: 'R014', detail: 'Cùng được mời: R013, R012' });
  });

  test.each([
    ['open', 'free', 'ĐANG MỞ'],
    ['paused', 'paused', 'TẠM DỪNG'],
    ['closed', 'shut', 'ĐANG ĐÓNG'],
  ] as const)('of a counter that is %s says so', (counter, state, title) => {
    const done = ticket('A027', 'done', 900);
    expect(scene(board(counter, done))).toMatchObject({ state, title, number: '' });
    expect(scene(board(counter)).detail).not.toBe('');
  });

  test('says until about when it is paused where somebody said it, and no more once that is over', () => {
    const until = (minutes: number) =>
      scene({
        ...board('paused'),
        counters: { c3: { id: 'c3', state: 'paused', backAt: NOW + minutes * 60_000 } },
      });
    const shown = until(16);
    expect(shown).toMatchObject({ title: 'TẠM DỪNG', detail: 'Mở lại khoảng' });
    expect(shown.more).toBe('9 giờ 30');
    expect(shown.foot).toBe('Mời ông/bà xem màn hình gọi số');
    expect(until(-1)).toMatchObject({ more: '', detail: shown.foot });
  });

  test('is dim outside hours and names the next opening, unless its counter still works', () => {
    const now = at(MONDAY, '18:00');
    expect(scene(board('closed'), { now })).toMatchObject({
      ...{ state: 'closed', title: 'Hết giờ làm việc' },
      ...{ detail: 'Mở cửa lúc 7 giờ 30', more: expect.stringContaining('thứ Hai') as string },
    });
    expect(scene(board('open'), { now }).state).toBe('free');
  });

  test('that lost its server says since when, and that the call may be old', () => {
    const shown = scene(board('open', ticket('A027', 'called', 30)), { staleSince: NOW - 20_000 });
    expect(shown).toMatchObject({ stale: true, number: 'A027', was: 'Đã gọi lúc 09h13' });
    expect(shown.notice?.title).toBe('Mất kết nối từ 9 giờ 13.');
    // What it does not hear of it does not tell: nobody knows whether that person came.
    const later = { now: NOW + 600_000, staleSince: NOW - 20_000 };
    expect(scene(board('open', ticket('A027', 'called', 30)), later)).toMatchObject({
      ...{ state: 'call', number: 'A027', was: 'Đã gọi lúc 09h13' },
    });
  });

  test('tells that no number can be called while the server’s clock is wrong', () => {
    const load: Load = { at: NOW, groups: {}, trouble: 'clock' };
    expect(scene(board('open'), { load }).notice?.detail).toContain('Chưa gọi được số mới');
  });

  test('sets the name of a holiday smaller, as it has no end', () => {
    const specialDays = [{ date: MONDAY, name: 'Nghỉ bù Ngày thành lập phường', sessions: [] }];
    const holiday = scene(board('closed'), { config: { specialDays } });
    expect(holiday).toMatchObject({ state: 'closed', longTitle: true });
    expect(scene(board('closed'), { now: at(MONDAY, '18:00') }).longTitle).toBe(false);
  });

  test('sets a number of five places smaller', () => {
    expect(scene(board('open', ticket('A1000', 'called', 1))).long).toBe(true);
  });
});
