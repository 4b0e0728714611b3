/**
 * Setting a PIN of one's own, step by step: the one in use, the new one, the new one again. What was
 * typed is kept here between the steps, and never drawn.
 */
import type { Me } from '../../server/protocol/people.js';
import type { AccessApi, SignedIn } from './access-api.js';
import type { Asked } from './ask.js';

/** What is asked for now. */
export type OwnPinPart = 'current' | 'fresh' | 'again';

interface Kept {
  /** The PIN that is to be replaced. */
  current: string;
  fresh: string;
  /** Who came in with it, and goes on afterwards. */
  me: Me | null;
  /** Comes in with the new PIN, where the server lets nobody in without one. */
  enter: ((next: string) => Promise<SignedIn>) | null;
}
const NOTHING: Kept = { current: '', fresh: '', me: null, enter: null };

export class OwnPin {
  private kept: Kept = NOTHING;

  /** @param from what is known already; nothing where somebody changes the PIN of his or her own will */
  begin(from: Partial<Pick<Kept, 'current' | 'me' | 'enter'>>): void {
    this.kept = { ...NOTHING, ...from };
  }

  /** @returns the part that comes next; `whole` when the new PIN was typed twice alike */
  take(part: OwnPinPart, pin: string): 'fresh' | 'again' | 'unlike' | 'whole' {
    switch (part) {
      case 'current':
        this.kept = { ...this.kept, current: pin };
        return 'fresh';
      case 'fresh':
        this.kept = { ...this.kept, fresh: pin };
        return 'again';
      case 'again':
        return pin === this.kept.fresh ? 'whole' : 'unlike';
    }
  }

  save(api: Pick<AccessApi, 'setPin'>): Promise<SignedIn | Asked> {
    const { current, fresh, enter } = this.kept;
    return enter === null ? api.setPin(current, fresh) : enter(fresh);
  }

  /** Somebody came in with the PIN that is replaced. */
  get someoneIn(): boolean {
    return this.kept.me !== null;
  }

  /** Forgets what was typed. @returns who came in and goes on now */
  end(): Me | null {
    const { me } = this.kept;
    this.kept = NOTHING;
    return me;
  }
}
