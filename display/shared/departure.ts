/** Somebody leaves a screen: first goes what he or she pressed, then the session ends. */
import type { Asked } from './ask.js';
import type { Pending } from './outbox.js';

export interface DepartureOptions {
  /** `switch`: somebody else goes on here at once; `end`: the shift is over. */
  how: 'switch' | 'end';
  /** Presses that are not sent yet stay behind, for this person. */
  regardless: boolean;
  pending(): readonly Pending[];
  signOut(): Promise<Asked>;
  /** The session is over. */
  onGone(): void;
}

/** ms between two attempts to sign out while the server does not answer. */
const AGAIN_MS = 2_000;

export class Departure {
  readonly how: DepartureOptions['how'];
  regardless: boolean;
  /** The last attempt got no answer. */
  failed = false;
  /** `performance.now()` of the last attempt. */
  private lastTry = -AGAIN_MS;

  constructor(private readonly options: DepartureOptions) {
    this.how = options.how;
    this.regardless = options.regardless;
  }

  /** Called again and again while somebody waits. @param real `performance.now()` */
  goOn(real: number): void {
    const first = !this.regardless && this.options.pending().length > 0;
    if (first || real - this.lastTry < AGAIN_MS) return;
    // Far ahead, so that there is one attempt at a time.
    this.lastTry = Infinity;
    void this.attempt();
  }

  /** A refusal says that nobody is in any more, which is as good. */
  private async attempt(): Promise<void> {
    const answer = await this.options.signOut();
    if (answer.kind !== 'unanswered') return this.options.onGone();
    this.failed = true;
    this.lastTry = performance.now();
  }
}
