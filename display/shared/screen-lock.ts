/**
 * A screen that only its person's secret opens again. It is locked at once, with or without the server,
 * which is told as soon as it is heard; until then this device remembers it through a reload.
 */
import type { AccessApi } from './access-api.js';
import type { Problem } from './ask.js';
import { forget, remember, remembered } from './presence-memory.js';

export class ScreenLock {
  /** Only the person's secret opens the screen again. */
  locked = false;
  /** The server does not know it yet. */
  private unsaid = false;

  constructor(
    private readonly api: Pick<AccessApi, 'lock'>,
    private readonly person: string,
    /** The server would not lock: nobody is in, or it was locked before. */
    private readonly refused: (problem: Problem) => void,
  ) {}

  /** An earlier page of this person was locked, and nobody opened it since. */
  get wasLocked(): boolean {
    return remembered('locked') === this.person;
  }

  lock(): void {
    remember('locked', this.person);
    this.locked = true;
    this.unsaid = true;
    void this.tell();
  }

  /** Somebody is in, or everybody is out. */
  end(): void {
    forget('locked');
    this.locked = false;
    this.unsaid = false;
  }

  /** Tells the server what it does not know yet. */
  async tell(): Promise<void> {
    if (!this.unsaid) return;
    this.unsaid = false;
    const answer = await this.api.lock();
    if (answer.kind === 'unanswered') this.unsaid = remembered('locked') !== null;
    else if (answer.kind === 'refused') this.refused(answer.problem);
  }
}
