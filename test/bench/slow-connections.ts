/** The row about slow connections: people who issue numbers beside 3,000 of them, and without. */
import { product } from '../support/product.js';
import { besideSlowOnes, honestP99, SLOW_ONES } from '../support/slow-clients.js';
import { milliseconds, ratioFinding, timeFinding, type Finding } from './figures.js';
import type { Folders } from './prepared.js';

const ROUNDS = 3;
/** ms after which the last of them must be gone. */
const GONE_WITHIN = 15_000;

export async function slowConnections(folders: Folders): Promise<Finding[]> {
  const hall = await product({}, await folders.make());
  const pairs: { ours: number; floor: number }[] = [];
  const longest: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const floor = await honestP99(hall);
      const slow = await besideSlowOnes(hall, () => honestP99(hall));
      pairs.push({ ours: slow.result, floor });
      longest.push(slow.longest);
    }
  } finally {
    await hall.stop();
  }
  return [
    ratioFinding(`issue p99 beside ${SLOW_ONES} slow ones`, pairs, milliseconds, { atMost: 3 }),
    timeFinding('longest slow connection', Math.max(...longest), GONE_WITHIN),
  ];
}
