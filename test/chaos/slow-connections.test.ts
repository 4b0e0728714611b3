/** Thousands who hold a connection and give or take a byte now and then; people of the hall notice nothing. */
import { expect, test } from 'vitest';
import { product } from '../support/product.js';
import { besideSlowOnes, honestP99, SLOW_ONES, type SlowOnes } from '../support/slow-clients.js';

/** ms after which a slow connection must be gone. */
const LONGEST = 15_000;
/** How many times as long honest people may wait beside slow ones. */
const MOST_TIMES = 3;
/** A machine that is busy otherwise may spoil a round. */
const ROUNDS = 3;

test('3,000 slow connections of every kind are closed within 15 s, and honest people hardly wait', async () => {
  await using hall = await product();
  await hall.api.send('POST', `${hall.site}/counters/quay-1/open`, {});
  const rounds: Round[] = [];
  while (!rounds.some(isGood) && rounds.length < ROUNDS) {
    const before = await honestP99(hall);
    const slow = await besideSlowOnes(hall, () => honestP99(hall));
    const after = await honestP99(hall);
    rounds.push({ ...slow, ratio: slow.result / Math.max(before, after) });
  }
  // Shown whole where no round was good.
  expect(rounds.filter(isGood), JSON.stringify(rounds)).toHaveLength(1);
});

interface Round extends SlowOnes<number> {
  /** 99th percentile of honest people beside slow ones : without them. */
  ratio: number;
}

function isGood({ seen, most, longest, ratio }: Round): boolean {
  return (
    seen >= SLOW_ONES * 0.98 &&
    most >= SLOW_ONES * 0.75 &&
    longest <= LONGEST &&
    ratio <= MOST_TIMES
  );
}
