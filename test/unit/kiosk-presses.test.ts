/** What one press at a kiosk becomes when answers are late, lost, or met by a reload. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AskedMemory } from '../../display/kiosk/asked.js';
import { Kiosk } from '../../display/kiosk/kiosk.js';
import { paperOf, type View, whereElse } from '../../display/kiosk/kiosk-state.js';
import type { ApiRequest, Attempt } from '../../display/shared/api.js';
import type { KioskSlip, KioskState } from '../../server/protocol/kiosk.js';

/** Requests that wait for their answer. */
interface Sent {
  request: ApiRequest;
  key: string;
  answer(attempt: Attempt): Promise<void>;
}
const LOST: Attempt = { kind: 'unanswered', retryAfterMs: null };
const TICKET: Attempt = {
  kind: 'answered',
  answer: {
    ok: true,
    body: { id: 't1', rev: 1, number: 'A027', state: 'waiting', ahead: 0, estimate: null },
  },
};
const CALLED: Attempt = { kind: 'answered', answer: { ok: true, body: {} } };
const REFUSED: Attempt = {
  kind: 'answered',
  answer: {
    ok: false,
    problem: { code: 'quota-reached', status: 409, title: '', detail: '', ticket: null },
  },
};
const STATE: KioskState = {
  ...{ at: 0, configVersion: 1, printer: null, trouble: null, help: null, slips: {} },
  groups: { 'chung-thuc': { state: 'open', opens: null, waiting: 0, estimate: null } },
};

let sent: Sent[] = [];
let state = STATE;
let lostSince: number | null = null;
beforeEach(() => {
  vi.useFakeTimers();
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
  sent = [];
  state = STATE;
  lostSince = null;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A machine that was just switched on, or loaded again. */
function machine(): Kiosk {
  const config: View['config'] = {
    ...{ version: 1, name: { vi: 'Phường', en: 'Ward' }, errands: [], priorities: [], hours: {} },
    groups: [],
  };
  const kiosk = new Kiosk('vi', {
    attempt: (request, key) =>
      new Promise((resolve) => {
        sent.push({
          ...{ request, key },
          async answer(attempt) {
            resolve(attempt);
            await vi.advanceTimersByTimeAsync(0);
          },
        });
      }),
    memory: new AskedMemory('sen-hong'),
    scene: () => ({ config, languages: [], state, lostSince }),
    onChange: () => undefined,
    onBarred: () => undefined,
  });
  kiosk.resume();
  return kiosk;
}

function press(kiosk: Kiosk): void {
  kiosk.act('group', { value: 'chung-thuc' });
}

function last(): Sent {
  const newest = sent.at(-1);
  if (newest === undefined) throw new Error('nothing was sent');
  return newest;
}

test('a number whose answer is lost is asked for under one key, and shown when it comes', async () => {
  const kiosk = machine();
  press(kiosk);
  await last().answer(LOST);
  expect(kiosk.page).toMatchObject({ kind: 'sending', late: true });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent.map(({ key }) => key)).toEqual([sent[0]?.key, sent[0]?.key]);
  await last().answer(TICKET);
  expect(kiosk.page).toMatchObject({ kind: 'done', ticket: { number: 'A027' } });
});

test('a number for which nobody waits any more is given up and said to be unknown', async () => {
  const kiosk = machine();
  press(kiosk);
  await last().answer(LOST);
  await vi.advanceTimersByTimeAsync(1_000);
  kiosk.expire();
  expect(kiosk.page).toEqual({ kind: 'refused', code: 'unanswered' });
  // The next person must not get it, however late it comes.
  await last().answer(TICKET);
  expect(kiosk.page).toEqual({ kind: 'refused', code: 'unanswered' });
  kiosk.expire();
  expect(kiosk.isAtRest()).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
  expect(machine().isAtRest()).toBe(true);
});

test('a reload asks on under the same key, in the same language', async () => {
  const before = machine();
  before.act('language', { value: 'en' });
  press(before);
  const after = machine();
  expect(after.page).toMatchObject({ kind: 'sending' });
  expect(last()).toMatchObject({ key: sent[0]?.key, request: sent[0]?.request });
  expect(last().request.body).toEqual({ group: 'chung-thuc', language: 'en' });
  await last().answer(TICKET);
  expect(after.page).toMatchObject({ kind: 'done', ticket: { number: 'A027' } });
  expect(after.language).toBe('en');
});

test('a number that was on the screen is there again after a reload, until it was taken', async () => {
  const before = machine();
  press(before);
  await last().answer(TICKET);
  const after = machine();
  await last().answer(TICKET);
  expect(after.page).toMatchObject({ kind: 'done', ticket: { number: 'A027' } });
  after.act('finish', {});
  expect(machine().isAtRest()).toBe(true);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test('after a longer absence nobody is shown the number of who pressed', async () => {
  press(machine());
  await vi.advanceTimersByTimeAsync(31_000);
  const soon = machine();
  expect(soon.page).toEqual({ kind: 'refused', code: 'unanswered' });
  expect(sent).toHaveLength(1);
  expect(machine().isAtRest()).toBe(true);
  press(machine());
  await vi.advanceTimersByTimeAsync(181_000);
  expect(machine().isAtRest()).toBe(true);
});

test('what was refused is over, and a storage that is forbidden changes nothing else', async () => {
  const kiosk = machine();
  press(kiosk);
  await last().answer(REFUSED);
  expect(kiosk.page).toEqual({ kind: 'refused', code: 'quota-reached' });
  expect(machine().isAtRest()).toBe(true);
  const forbidden = (): never => {
    throw new Error('forbidden');
  };
  vi.stubGlobal('sessionStorage', {
    ...{ getItem: forbidden, setItem: forbidden, removeItem: forbidden },
  });
  const other = machine();
  press(other);
  await last().answer(TICKET);
  expect(other.page).toMatchObject({ kind: 'done' });
});

test('a call for help that nobody answers is given up, says so, and can be made again', async () => {
  const kiosk = machine();
  kiosk.act('help', { value: 'help' });
  await last().answer(LOST);
  expect(kiosk.page).toMatchObject({ kind: 'help', call: 'late' });
  kiosk.expire();
  expect(kiosk.page).toMatchObject({ kind: 'help', call: 'failed' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  kiosk.act('help', { value: 'help' });
  expect(last().key).not.toBe(sent[0]?.key);
  await last().answer(CALLED);
  expect(kiosk.page).toMatchObject({ kind: 'help', call: 'sent' });
  kiosk.expire();
  expect(kiosk.isAtRest()).toBe(true);
});

test('a call whose answer was lost counts when the server knows of it', async () => {
  const kiosk = machine();
  kiosk.act('help', { value: 'help' });
  await last().answer(LOST);
  state = { ...STATE, help: { coming: false } };
  kiosk.hear();
  expect(kiosk.page).toMatchObject({ kind: 'help', call: 'sent' });
  kiosk.expire();
  expect(kiosk.isAtRest()).toBe(true);
  // What was open when the server was lost says nothing of a call that is made after.
  lostSince = 1;
  kiosk.act('help', { value: 'help' });
  kiosk.hear();
  await last().answer(LOST);
  expect(kiosk.page).toMatchObject({ kind: 'help', call: 'late' });
});

test('a call that is refused is not said to be tried again', async () => {
  const kiosk = machine();
  kiosk.act('help', { value: 'unsure' });
  await last().answer(REFUSED);
  expect(kiosk.page).toMatchObject({ kind: 'help', call: 'failed' });
});

test('who leaves the page of a call that never went out leaves no call behind', async () => {
  const kiosk = machine();
  kiosk.act('help', { value: 'help' });
  await last().answer(LOST);
  kiosk.act('finish', {});
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(1);
  expect(kiosk.isAtRest()).toBe(true);
});

test('the page of a number stands until its paper came, and anew where that is another printer', async () => {
  const ready = { id: 'p1', state: 'ready', since: null, instead: null } as const;
  state = { ...STATE, printer: ready };
  const kiosk = machine();
  press(kiosk);
  await last().answer(TICKET);
  const tells = (slip: KioskSlip): void => {
    state = { ...state, slips: { t1: slip } };
    kiosk.hear();
  };
  kiosk.hear();
  const pressed = kiosk.touched;
  expect(kiosk.stands(state)).toBe(60);
  await vi.advanceTimersByTimeAsync(14_000);
  tells({ outcome: 'asked', cause: null, copy: 1 });
  expect(kiosk.touched).toBe(pressed);
  await vi.advanceTimersByTimeAsync(2_000);
  tells({ outcome: 'asked', cause: null, copy: 1, elsewhere: 'Máy in ở cửa' });
  expect([kiosk.stands(state), kiosk.touched - pressed]).toEqual([60, 16_000]);
  tells({ outcome: 'printed', cause: null, copy: 1, elsewhere: 'Máy in ở cửa' });
  expect(kiosk.stands(state)).toBe(60);
  tells({ outcome: 'printed', cause: null, copy: 1 });
  expect(kiosk.stands(state)).toBe(15);
});

test('a slip that cannot come out here is asked of another printer, and its number stands here where that fails', async () => {
  const instead = { id: 'p2', name: 'Máy in ở cửa' };
  state = { ...STATE, printer: { id: 'p1', state: 'out', since: 0, instead } };
  const asking = machine();
  press(asking);
  expect(last().request.body).toMatchObject({ print: 'p2' });
  // A reload on the way forgets neither number nor printer.
  const kiosk = machine();
  await last().answer(TICKET);
  const where = (slips: KioskState['slips'] = {}): [string, string | null] => {
    if (kiosk.page.kind !== 'done') throw new Error(kiosk.page.kind);
    const told = { ...state, slips };
    return [paperOf(told, kiosk.page), whereElse(told, kiosk.page)];
  };
  expect(where()).toEqual(['elsewhere', instead.name]);
  const slip = { outcome: 'printed', cause: null, copy: 1 } as const;
  expect(where({ t1: { ...slip, elsewhere: 'Máy in 3' } })).toEqual(['elsewhere', 'Máy in 3']);
  expect(where({ t1: slip })).toEqual(['came', null]);
  expect(where({ t1: { ...slip, outcome: 'failed', elsewhere: instead.name } })[0]).toBe('none');

  state = { ...STATE, printer: { id: 'p1', state: 'out', since: 0, instead: null } };
  kiosk.act('finish', {});
  press(kiosk);
  expect(last().request.body).not.toHaveProperty('print');
});
