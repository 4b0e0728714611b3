/** What was started, ended in the reverse order, each part within its time. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Log, scoped } from './log.js';

type Step = () => Promise<void> | void;

/** ms that each part is given to stop: more than a Redis takes to save a month of tickets. */
const LONGEST_STEP_MS = 12_000;

export class Stops {
  readonly #steps: Step[] = [];

  constructor(private readonly log: Log) {}

  push(step: Step): void {
    this.#steps.push(step);
  }

  /** The last that was started goes first. Never throws. */
  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await this.#atMost(step);
  }

  /** What hangs, such as a job whose Redis is gone, must not keep the product from ending. */
  async #atMost(step: Step): Promise<void> {
    const late = pause(LONGEST_STEP_MS, 'late' as const, { ref: false });
    const done = Promise.resolve(step()).catch((error: unknown) => {
      scoped(this.log, 'main').warn({ err: error }, 'a part did not stop in order');
    });
    if ((await Promise.race([done, late])) === 'late') {
      scoped(this.log, 'main').warn('a part did not stop in time');
    }
  }
}
