import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { phoneScene, type PhoneScene } from '../../server/domain/phone-scene.js';
import { speaker, type Speaker } from '../../server/domain/wording.js';
import type { PhoneState } from '../../server/protocol/phone.js';
import { loadWording } from '../../server/words.js';
import { at, MONDAY, MORNING } from '../support/factories.js';

const LOCALES = fileURLToPath(new URL('../../display/locales/', import.meta.url));

/** Six people ahead at eight in the morning. */
const WAITING: PhoneState = {
  ...{ at: MORNING, number: 'A027', letter: 'A', plate: 'upright', group: 'Chứng thực' },
  ...{ state: 'waiting', stop: 1, ahead: 6, opens: null, paused: false, counter: null, zone: '' },
  over: false,
  estimate: { low: at(MONDAY, '09:10'), high: at(MONDAY, '09:25') },
  ...{ calledAt: null, until: null, mayDefer: true, clockWrong: false },
};

describe('what a phone says of a ticket', () => {
  let voice: Speaker;
  beforeAll(async () => {
    const wording = await loadWording(LOCALES);
    voice = speaker(wording.sentences('vi', ['shared', 'ticket']), 7 * 60);
  });
  const scene = (more: Partial<PhoneState>, lostSince: number | null = null): PhoneScene =>
    phoneScene({ state: { ...WAITING, ...more }, lostSince, voice });
  /** All that can be read, in order. */
  const said = (...args: Parameters<typeof scene>): string =>
    Object.values(scene(...args).texts)
      .filter((text) => text !== '')
      .join(' | ');

  test('people ahead, and about when as clock times', () => {
    expect(scene({})).toMatchObject({
      kind: 'waiting',
      title: 'Còn 6 người trước · A027',
      rings: 6,
      may: { ring: true, defer: true, resume: false, cancel: true },
    });
    expect(said({})).toContain('Trước ông/bà còn | 6 người');
    expect(said({})).toContain('9 giờ 10 – 9 giờ 25');
    expect(said({ ahead: 24 })).toContain('… và 14 người nữa');
    // With hundreds waiting the guess reaches over half a day: then only how many are ahead is told.
    const wide = { low: at(MONDAY, '10:00'), high: at(MONDAY, '15:00') };
    expect(said({ ahead: 300, estimate: wide })).toContain('300 người');
    expect(said({ ahead: 300, estimate: wide })).not.toMatch(/giờ \d|Dự kiến|chưa mở/);
    expect(scene({ ahead: 24 }).rings).toBe(10);
  });

  test('that it is soon, but not while no counter takes it', () => {
    expect(said({ ahead: 2, zone: 'tầng 1' })).toContain(
      'Sắp đến lượt | Còn 2 lượt nữa đến ông/bà. | Mời vào ngồi chờ ở tầng 1.',
    );
    expect(said({ ahead: 0 })).toContain('Lượt kế tiếp là của ông/bà.');
    const closed = { ahead: 0, estimate: null };
    expect(scene(closed).kind).toBe('waiting');
    expect(said(closed)).toContain('Ông/bà là người đầu tiên | Quầy chưa mở.');
    expect(said({ ...closed, opens: at(MONDAY, '13:30') })).toContain('Quầy mở lúc 13 giờ 30.');
    expect(said({ ...closed, paused: true })).toContain('Quầy đang tạm dừng.');
    expect(said({ ...closed, over: true })).toContain('Hôm nay đã hết giờ làm việc.');
    expect(said({ ...closed, over: true })).not.toContain('chờ gọi số');
    expect(scene(closed).title).toBe('Ông/bà là người đầu tiên · A027');
  });

  test('no time at all while the clock is wrong', () => {
    expect(said({ clockWrong: true })).not.toMatch(/\d giờ|\dh/);
    const later = { state: 'parked', until: at(MONDAY, '09:30'), clockWrong: true } as const;
    expect(said(later)).not.toMatch(/\d giờ|\dh/);
    expect(said({ ...later, clockWrong: false })).toContain('Đến 9 giờ 30, số tự vào lại hàng.');
    expect(scene(later).may).toEqual({ ring: true, defer: false, resume: true, cancel: true });
  });

  test('the call, and of a call that may be over only when it was', () => {
    const called = { state: 'called', counter: 3, calledAt: MORNING, ahead: null } as const;
    expect(scene(called)).toMatchObject({ kind: 'called', door: '3', rings: null });
    expect(said(called)).toContain('Mời số | A027 | đến quầy 3');
    const old = said(called, at(MONDAY, '08:05'));
    expect(old).toContain('Mất kết nối từ 8 giờ 05.');
    expect(old).toContain('Đã gọi lúc 8 giờ | A027');
    expect(old).not.toContain('Mời số');
  });

  test('the next step under the same number, and each other state in words', () => {
    expect(said({ stop: 2 })).toContain('Việc tiếp theo, vẫn dùng số này | A027');
    for (const state of ['serving', 'parked', 'missed', 'done', 'cancelled'] as const) {
      const { kind, title, texts } = scene({ state, counter: 3 });
      expect([kind, title]).toEqual([state, `${texts.head} · A027`]);
      expect(texts.head).not.toContain('ticket.');
    }
  });
});
