/** Looks for printers and tries one: begins both at the server, and follows them until they have ended. */
import type { PrinterConfig } from '../../server/protocol/config.js';
import type { PrinterSearch, PrinterTrial } from '../../server/protocol/printers.js';

export interface FinderAsk {
  /** @param begin a search; without it only as it stands. `null`: no answer */
  search(begin: boolean): Promise<PrinterSearch | null>;
  /** @param wanted what to try; `null` only tells how the newest trial is */
  trial(wanted: Wanted | null): Promise<PrinterTrial | null>;
}
export interface Wanted {
  address: string;
  dots: PrinterConfig['dots'];
}

export interface FinderState {
  search: PrinterSearch | null;
  /** A search that did not get its answer. */
  unanswered: boolean;
  /** Address of the printer that was tried last; '' for none. */
  tried: string;
  /** `null` while it was just asked for; `unanswered`: the server did not say. */
  trial: PrinterTrial | 'unanswered' | null;
}

/** ms between two looks. */
const LOOK_MS = 400;

export class PrinterFinder {
  state: FinderState = { search: null, unanswered: false, tried: '', trial: null };
  /** Raised when what is being followed is out of date. */
  #round = 0;
  #finding = false;

  constructor(
    private readonly ask: FinderAsk,
    private readonly redraw: () => void,
  ) {}

  /** Nobody looks any more: what is under way goes on at the server. */
  leave(): void {
    this.#round += 1;
  }

  async find(): Promise<void> {
    if (this.#finding) return;
    this.#finding = true;
    let search = await this.ask.search(true);
    this.#change({ search, unanswered: search === null });
    while (search?.searching === true) {
      await pause();
      search = await this.ask.search(false);
      if (search !== null) this.#change({ search });
    }
    this.#finding = false;
    this.#change({ unanswered: search === null });
  }

  async try(wanted: Wanted): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.#change({ tried: wanted.address, trial: null });
    let trial = await this.ask.trial(wanted);
    // Another one may be being printed: this one's turn comes when somebody presses again.
    while (round === this.#round) {
      this.#change({ trial: trial ?? 'unanswered' });
      if (trial === null || trial.stage === 'ended' || trial.address !== wanted.address) return;
      await pause();
      trial = await this.ask.trial(null);
    }
  }

  /** What was tried is no longer what is chosen. */
  forgetTrial(): void {
    this.#round += 1;
    this.state = { ...this.state, tried: '', trial: null };
  }

  #change(part: Partial<FinderState>): void {
    this.state = { ...this.state, ...part };
    this.redraw();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_MS);
  });
}
