import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reloadNightly } from '../../display/shared/nightly-reload.js';
import type { LiveState } from '../../display/shared/live.js';
import { at, MONDAY } from '../support/factories.js';

const MINUTE = 60_000;
const reload = vi.fn();
let reachable = true;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'performance'] });
  vi.stubGlobal('location', { href: 'http://hall.test/hall', reload });
  vi.stubGlobal('fetch', () =>
    reachable ? Promise.resolve({ ok: true }) : Promise.reject(new TypeError('no server')),
  );
  reachable = true;
  reload.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page opened at a time of the day that hangs for so many minutes. */
async function hang(opened: string, minutes: number, kind: LiveState['kind'] = 'live') {
  const start = performance.now();
  const now = () => at(MONDAY, opened) + performance.now() - start;
  const state = (): LiveState => (kind === 'stale' ? { kind, since: 0 } : { kind });
  reloadNightly({ now, state }, () => 420);
  await vi.advanceTimersByTimeAsync(minutes * MINUTE);
}

test('a page that hangs begins anew in the night, around three', async () => {
  await hang('17:00', 9.7 * 60);
  expect(reload).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(40 * MINUTE);
  expect(reload).toHaveBeenCalled();
});

test.each([
  ['young', '01:00', 5 * 60, 'live', true],
  ['looked at by day', '07:00', 10 * 60, 'live', true],
  ['without news of its server', '17:00', 12 * 60, 'stale', true],
  ['not answered', '17:00', 12 * 60, 'live', false],
] as const)('a page that is %s stays', async (_, opened, minutes, kind, answers) => {
  reachable = answers;
  await hang(opened, minutes, kind);
  expect(reload).not.toHaveBeenCalled();
});
