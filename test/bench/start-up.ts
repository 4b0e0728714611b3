/** The start-up row: from the start of the process to a server that is ready. */
import type { ReadyAnswer } from '../../server/protocol/answers.js';
import { product } from '../support/product.js';
import { median, timeFinding, type Finding } from './figures.js';
import type { Folders } from './prepared.js';

const ROUNDS = 5;

/** @param month a folder with a month of tickets, of so many journal entries */
export async function startUp(
  folders: Folders,
  month: { folder: string; entries: number },
): Promise<Finding[]> {
  const fresh: number[] = [];
  const full: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    fresh.push(await readyAfter(await folders.make()));
    full.push(await readyAfter(month.folder));
  }
  return [
    timeFinding('start to ready, no data yet', median(fresh), 2_000),
    timeFinding(`start to ready, a month (${month.entries} entries)`, median(full), 3_000),
  ];
}

async function readyAfter(dataDir: string): Promise<number> {
  const from = performance.now();
  const started = await product({}, dataDir);
  const { body } = await started.api.get<ReadyAnswer>('/readyz');
  const ms = performance.now() - from;
  await started.stop();
  if (body?.ready !== true) throw new Error('it said that it was ready and is not');
  return ms;
}
