/** Sends the draft to the server soon after each change, the newest one until it is kept. */
import type { SetUpDraft } from '../../server/protocol/set-up.js';
import { saveDraft } from './set-up-api.js';

/** ms after the last change of a run of typing. */
const SOON = 500;
/** ms until the next try while the server does not answer. */
const AGAIN = 2_000;

export type Keeping = 'saving' | 'saved' | 'unsaved' | 'gone';

export class DraftKeeper {
  readonly #link: string;
  readonly #tell: (state: Keeping) => void;
  #newest: SetUpDraft | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  /** @param tell what became of it */
  constructor(link: string, tell: (state: Keeping) => void) {
    this.#link = link;
    this.#tell = tell;
  }

  keep(draft: SetUpDraft): void {
    this.#newest = draft;
    this.#later(SOON);
  }

  /** Sends now what was not sent; resolves when the server has it or did not answer. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending = this.#sending.then(() => this.#send());
    await this.#sending;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), ms);
  }

  async #send(): Promise<void> {
    const draft = this.#newest;
    if (draft === null) return;
    this.#tell('saving');
    const answer = await saveDraft(this.#link, draft);
    if (answer?.ok === true) {
      if (this.#newest === draft) {
        this.#newest = null;
        this.#tell('saved');
      }
      return;
    }
    if (answer?.code === 'link-unknown') {
      this.#newest = null;
      this.#tell('gone');
      return;
    }
    this.#tell('unsaved');
    this.#later(AGAIN);
  }
}
