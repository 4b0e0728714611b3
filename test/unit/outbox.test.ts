import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { ApiRequest, Attempt } from '../../display/shared/api.js';
import { Outbox, type Pending } from '../../display/shared/outbox.js';

const DONE: Attempt = { kind: 'answered', answer: { ok: true, body: {} } };
const SIGNED_OUT: Attempt = { kind: 'barred', locked: false };
const SILENCE: Attempt = { kind: 'unanswered', retryAfterMs: 0 };
const REQUEST: ApiRequest = { method: 'POST', path: '/tickets', body: { group: 'ho-tich' } };
const NOON = Date.parse('2026-11-19T12:00:00+07:00');

/** A device with a memory, whose network does what the test says. */
function device(
  attempts: (key: string) => Attempt | Promise<Attempt>,
  memory = new Map<string, string>(),
  inside: ReadonlySet<string> = new Set(['somebody']),
) {
  const news = new EventEmitter();
  const sent: string[] = [];
  const answered: string[] = [];
  const outbox = new Outbox({
    attempt: async (_request, key) => {
      sent.push(key);
      return attempts(key);
    },
    storageName: 'presses',
    storage: {
      getItem: (name) => memory.get(name) ?? null,
      setItem: (name, value) => void memory.set(name, value),
    },
    now: () => NOON,
    mayGo: () => inside.size > 0,
    onAnswer: ({ key }) => {
      answered.push(key);
      news.emit('answer');
    },
    onBarred: () => void news.emit('barred'),
    onChange: () => undefined,
  });
  const press = (subject: string): string => outbox.put('issue', { subject }, REQUEST);
  const answers = async (count: number): Promise<void> => {
    while (answered.length < count) await once(news, 'answer');
  };
  const barred = (): Promise<unknown> => once(news, 'barred');
  return { outbox, press, sent, answered, answers, barred, memory };
}

describe('presses on their way', () => {
  test('are answered in the order of the presses, each asked again under its own key', async () => {
    const silent = new Map<string, number>();
    const { press, sent, answered, answers } = device((key) => {
      const times = (silent.get(key) ?? 0) + 1;
      silent.set(key, times);
      return times < 3 ? SILENCE : DONE;
    });
    const keys = [press('a'), press('b'), press('c')];
    await answers(3);
    expect(answered).toEqual(keys);
    expect(sent).toEqual(keys.flatMap((key) => [key, key, key]));
  });

  test('a second press of the same wish is the same wish only until nobody answered', async () => {
    const gate = new EventEmitter();
    const answer = once(gate, 'open');
    const { outbox, press } = device(async () => {
      await answer;
      return SILENCE;
    });
    press('ho-tich');
    expect(outbox.underWay('issue', { subject: 'ho-tich' })).toBe(true);
    expect(outbox.underWay('issue', { subject: 'chung-thuc' })).toBe(false);
    gate.emit('open');
    await expect.poll(() => outbox.unanswered().length).toBe(1);
    expect(outbox.underWay('issue', { subject: 'ho-tich' })).toBe(false);
    outbox.stop();
  });

  test('are taken out of the line without a word to the server only if they never left', async () => {
    const gate = new EventEmitter();
    const answer = once(gate, 'open');
    const { outbox, press, sent, answered, answers } = device(async () => {
      await answer;
      return DONE;
    });
    const [first = '', second = '', third = ''] = [press('a'), press('b'), press('c')];
    outbox.withdraw(({ key }) => key !== third);
    expect(outbox.pending().map(({ key }) => key)).toEqual([first, third]);
    gate.emit('open');
    await answers(2);
    expect(answered).toEqual([first, third]);
    expect(sent).not.toContain(second);
  });

  test('outlive a reload with their key and time', async () => {
    const before = device(() => new Promise<Attempt>(() => undefined));
    const key = before.press('ho-tich');
    const after = device(() => DONE, before.memory);
    after.outbox.start();
    expect(after.outbox.pending()[0]).toMatchObject({
      key,
      at: NOON,
      about: { subject: 'ho-tich' },
    });
    await after.answers(1);
    expect(after.sent).toEqual([key]);
    expect(JSON.parse(after.memory.get('presses') ?? '')).toEqual([]);
  });

  test('of yesterday, or out of a spoilt memory, are not sent', () => {
    const old: Partial<Pending> = { key: 'k'.repeat(32), kind: 'issue', at: NOON - 20 * 3_600_000 };
    const rest = { about: {}, request: REQUEST, failed: 1, nextTry: null, dropped: false };
    for (const kept of [JSON.stringify([{ ...old, ...rest }]), '[{"key":1}]', '{', 'null']) {
      const { outbox, sent } = device(() => DONE, new Map([['presses', kept]]));
      outbox.start();
      expect(outbox.pending()).toEqual([]);
      expect(sent).toEqual([]);
    }
  });

  test('given up, they are still asked about: the server may have carried them out', async () => {
    let silent = true;
    const { outbox, press, answers, sent } = device(() => (silent ? SILENCE : DONE));
    const key = press('ho-tich');
    outbox.drop(key);
    silent = false;
    await answers(1);
    expect(new Set(sent)).toEqual(new Set([key]));
  });

  test('wait for somebody to sign in, and then go under the same key', async () => {
    let inside = false;
    const { outbox, press, answers, barred, sent } = device(() => (inside ? DONE : SIGNED_OUT));
    const refused = barred();
    const key = press('ho-tich');
    await refused;
    expect(outbox.pending()).toHaveLength(1);
    expect(sent).toEqual([key]);
    inside = true;
    outbox.retryNow();
    await answers(1);
    expect(sent).toEqual([key, key]);
  });

  test('stay here while nobody is in: the next person must not send them', async () => {
    const inside = new Set<string>();
    const { outbox, press, answers, sent } = device(() => DONE, new Map(), inside);
    const key = press('ho-tich');
    outbox.retryNow();
    expect(sent).toEqual([]);
    inside.add('somebody');
    outbox.retryNow();
    await answers(1);
    expect(sent).toEqual([key]);
  });
});
