/**
 * A product runs on the machine's clock: at midnight in Việt Nam its numbers begin anew, in the middle of
 * whatever is tried just then. A file of tests that would begin shortly before waits until the day has turned.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll } from 'vitest';
import { nextDayStart } from '../../server/domain/day.js';
import { TIME_ZONE } from './factories.js';

/** ms: longer than any file of tests takes. */
const LONGEST = 6 * 60_000;

beforeAll(async () => {
  const now = Date.now();
  const left = nextDayStart(now, TIME_ZONE) - now;
  if (left < LONGEST) await pause(left + 1_000);
}, 2 * LONGEST);
