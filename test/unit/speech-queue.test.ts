import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  begin,
  callEnded,
  callKey,
  callStands,
  clipAsked,
  EMPTY_QUEUE,
  end,
  GATHER_MS,
  nextUtterance,
  prune,
  REPEAT_AFTER_MS,
  saidElsewhere,
  sayingOf,
  type SpeechQueue,
  STALE_MS,
  type StandingCall,
  stands,
  type Utterance,
  wakeAt,
} from '../../server/domain/speech-queue.js';

const call = (ticket: string, since: number, more: Partial<StandingCall> = {}): StandingCall => ({
  ...{ ticket, number: `A00${ticket}`, counter: 'c1', at: since, since, calls: 1, language: null },
  ...more,
});
/** What would be said one after the other, each taking `ms`, until nothing is left. */
function spoken(from: SpeechQueue, now: number, ms = 5_000, repeats = false): string[][] {
  const said: string[][] = [];
  let queue = from;
  for (let time = now; said.length < 50; ) {
    queue = prune(queue, time).queue;
    const next = nextUtterance(queue, time, repeats);
    if (next) {
      said.push(sayingOf(next));
      time += ms;
      queue = end(begin(queue, next, time - ms), true, time);
      continue;
    }
    const wake = wakeAt(queue, repeats);
    if (wake === null) break;
    time = Math.max(wake, time + 1);
  }
  return said;
}
const one = (queue: SpeechQueue, now: number): Utterance => {
  const next = nextUtterance(queue, now, false);
  if (next === null) throw new Error('nothing to say');
  return next;
};

describe('what is said in a zone', () => {
  test('is said one after the other, in the order of the calls', () => {
    let queue = callStands(EMPTY_QUEUE, call('1', 0), 0);
    queue = callStands(queue, call('2', 100, { counter: 'c2' }), 100);
    queue = clipAsked(queue, { id: 'clip:9', clip: 'notice-lost-item', since: 200 });
    expect(spoken(queue, 200)).toEqual([['A001@0'], ['A002@100'], ['clip:9']]);
    const speaking = begin(queue, one(queue, 200), 200);
    expect(nextUtterance(speaking, 10_000, true)).toBeNull();
  });

  test('leaves out who does not stand as called any more, and what is older than a minute', () => {
    let queue = callStands(EMPTY_QUEUE, call('1', 0), 0);
    queue = callStands(queue, call('2', 100, { counter: 'c2' }), 100);
    queue = callStands(queue, call('3', 30_000, { counter: 'c3' }), 30_000);
    expect(spoken(callEnded(queue, '2'), 30_000)).toEqual([['A001@0'], ['A003@30000']]);
    const pruned = prune(queue, STALE_MS + 50);
    expect(pruned.late.map(({ id }) => id)).toEqual(['A001@0']);
    expect(spoken(queue, STALE_MS + 101)).toEqual([['A003@30000']]);
  });

  test('names people who were called together in one announcement, less those who came', () => {
    let queue = EMPTY_QUEUE;
    for (const ticket of ['1', '2', '3']) queue = callStands(queue, call(ticket, 0), 0, true);
    expect(nextUtterance(queue, GATHER_MS - 1, false)).toBeNull();
    expect(spoken(callEnded(queue, '2'), GATHER_MS)).toEqual([['A001@0', 'A003@0']]);
  });

  test('puts no recall of a waiting call behind the line, and says it as the call that it is', () => {
    let queue = callStands(EMPTY_QUEUE, call('1', 0), 0);
    queue = callStands(queue, call('2', 100, { counter: 'c2' }), 100);
    queue = callStands(queue, call('1', 15_000, { calls: 2 }), 15_000);
    expect(queue.waiting.map(({ again }) => again)).toEqual([false, false]);
    expect(spoken(queue, 15_000)).toEqual([['A001@15000'], ['A002@100']]);
  });

  test('says a recall of what was said as a reminder, unless it is taken back before', () => {
    let queue = callStands(EMPTY_QUEUE, call('1', 0), 0);
    queue = end(begin(queue, one(queue, 0), 0), true, 5_000);
    const recalled = callStands(queue, call('1', 20_000, { calls: 2 }), 20_000);
    expect(one(recalled, 20_000)).toMatchObject({ again: true, since: 20_000 });
    const undone = callStands(recalled, call('1', 0), 21_000);
    expect(undone.waiting).toEqual([]);
  });

  test('repeats once what nobody answered, while there is nothing else to say', () => {
    let queue = callStands(EMPTY_QUEUE, call('1', 0), 0);
    queue = end(begin(queue, one(queue, 0), 0), true, 5_000);
    const due = 5_000 + REPEAT_AFTER_MS;
    expect(wakeAt(queue, true)).toBe(due);
    expect(nextUtterance(queue, due, false)).toBeNull();
    expect(spoken(queue, 5_000, 5_000, true)).toEqual([['again:A001@0']]);
    const busy = callStands(queue, call('2', due, { counter: 'c2' }), due);
    expect(one(busy, due).calls.map(({ ticket }) => ticket)).toEqual(['2']);
    expect(spoken(callEnded(queue, '1'), 5_000, 5_000, true)).toEqual([]);
    const gathering = callStands(queue, call('3', due, { counter: 'c3' }), due, true);
    expect(nextUtterance(gathering, due, true)).toBeNull();
    expect(wakeAt(gathering, true)).toBe(due + GATHER_MS);
  });

  test('is tried again, before all others, where nothing of it came out', () => {
    let queue = callStands(EMPTY_QUEUE, call('1', 0), 0);
    queue = begin(queue, one(queue, 0), 0);
    queue = callStands(queue, call('2', 100, { counter: 'c2' }), 100);
    expect(spoken(end(queue, false, 200), 200)).toEqual([['A001@0'], ['A002@100']]);
    expect(spoken(end(callEnded(queue, '1'), false, 200), 200)).toEqual([['A002@100']]);
    expect(spoken(end(queue, true, 5_000), 5_000)).toEqual([['A002@100']]);
  });

  test('is not said by two: what another said is left out', () => {
    let queue = EMPTY_QUEUE;
    for (const ticket of ['1', '2']) queue = callStands(queue, call(ticket, 0), 0, true);
    queue = clipAsked(queue, { id: 'clip:9', clip: 'notice-lost-item', since: 200 });
    const told = saidElsewhere(queue, ['A001@0', 'clip:9'], 300);
    expect(spoken(told, 300)).toEqual([['A002@0']]);
    expect(spoken(callStands(told, call('1', 0), 400), 400)).toEqual([['A002@0']]);
  });

  test('goes on in another language only while somebody has to be told', () => {
    let queue = callStands(EMPTY_QUEUE, call('1', 0), 0);
    const speaking = one(queue, 0);
    queue = begin(queue, speaking, 0);
    expect(stands(queue, speaking)).toBe(true);
    expect(stands(callEnded(queue, '1'), speaking)).toBe(false);
  });
});

/** Officers who call, recall, take back and finish at random, and a loudspeaker that now and then fails. */
const anyDay = fc.array(
  fc.record({
    pause: fc.integer({ min: 0, max: 9_000 }),
    does: fc.constantFrom(
      'call',
      'call',
      'call',
      'together',
      'recall',
      'undo recall',
      'end',
      'clip',
    ),
    who: fc.nat(7),
    ms: fc.integer({ min: 1_000, max: 12_000 }),
    heard: fc.boolean(),
  }),
  { maxLength: 80 },
);

test('nothing is said twice, late, at once or to nobody, and everything that stands is said or waits', () => {
  fc.assert(
    fc.property(anyDay, fc.boolean(), (day, repeats) => {
      let queue = EMPTY_QUEUE;
      let now = 0;
      let endsAt = Infinity;
      let outcome = true;
      const heard = new Map<string, number>();
      const standing = new Map<string, StandingCall[]>();

      /** Lets the loudspeaker speak until then. */
      function pass(until: number, ms: number, works: boolean): void {
        for (;;) {
          const moment = Math.min(
            endsAt,
            queue.speaking ? Infinity : (wakeAt(queue, repeats) ?? Infinity),
          );
          now = Math.max(now, Math.min(until, moment));
          if (queue.speaking !== null && now >= endsAt) {
            if (outcome) for (const saying of sayingOf(queue.speaking)) heard.set(saying, now);
            queue = end(queue, outcome, now);
            endsAt = Infinity;
          }
          ({ queue } = prune(queue, now));
          const next = nextUtterance(queue, now, repeats);
          if (next !== null) {
            expect(queue.speaking).toBeNull();
            expect(now - next.since).toBeLessThanOrEqual(STALE_MS);
            const sayings = sayingOf(next);
            expect(new Set(sayings).size).toBe(sayings.length);
            for (const saying of sayings) expect(heard.has(saying)).toBe(false);
            if (next.id.startsWith('again:')) expect(queue.waiting).toEqual([]);
            for (const each of next.calls) {
              expect(standing.get(each.ticket)?.at(-1)).toMatchObject({ at: each.at });
            }
            queue = begin(queue, next, now);
            endsAt = now + ms;
            outcome = works;
            continue;
          }
          if (now >= until) return;
        }
      }

      for (const { pause, does, who, ms, heard: works } of day) {
        pass(now + pause, ms, works);
        const ticket = String(who);
        const calls = standing.get(ticket) ?? [];
        const counter = `c${who % 3}`;
        if ((does === 'call' || does === 'together') && calls.length === 0) {
          const fresh = call(ticket, now, {
            counter,
            at: does === 'together' ? Math.floor(now / 100) * 100 : now,
          });
          standing.set(ticket, [fresh]);
          queue = callStands(queue, fresh, now, does === 'together');
        } else if (does === 'recall' && calls.length > 0 && calls.at(-1)?.at !== now) {
          const again = call(ticket, now, { counter, calls: calls.length + 1 });
          standing.set(ticket, [...calls, again]);
          queue = callStands(queue, again, now);
        } else if (does === 'undo recall' && calls.length > 1) {
          const left = calls.slice(0, -1);
          standing.set(ticket, left);
          const last = left.at(-1);
          if (last) queue = callStands(queue, last, now);
        } else if (does === 'end') {
          standing.delete(ticket);
          queue = callEnded(queue, ticket);
        } else if (does === 'clip') {
          queue = clipAsked(queue, { id: `clip:${now}`, clip: 'notice-lost-item', since: now });
        }
        ({ queue } = prune(queue, now));
        for (const [, summons] of standing) {
          const last = summons.at(-1);
          if (!last || now - last.since > STALE_MS) continue;
          const key = callKey(last);
          const waits = queue.waiting.some(({ calls: all }) =>
            all.some((each) => callKey(each) === key),
          );
          expect(waits || key in queue.begun).toBe(true);
        }
      }
      pass(now + 2 * STALE_MS, 3_000, true);
      expect(queue.waiting).toEqual([]);
      expect(queue.speaking).toBeNull();
    }),
    { numRuns: 400 },
  );
});
