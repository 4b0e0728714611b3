/** The flaws of the draft as it is now: what the checks find, and what the server refused. */
import type { Sentences, Speaker } from '../../server/domain/wording.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { flaw, flawsOf } from './flaws.js';
import type { DraftFlaw, Reply } from './section.js';

/** Refusals that end by themselves, and the section in which something was removed too early. */
const BUSY: Readonly<Record<string, string>> = {
  'counter-busy': 'counters',
  'group-busy': 'groups',
};

export class FlawBook {
  /** The draft that was checked last, so that each is checked once. */
  private checked: { draft: SiteConfig; flaws: readonly DraftFlaw[] } | null = null;
  private refused: readonly DraftFlaw[] = [];

  constructor(
    private readonly words: Speaker,
    private readonly citizen: Sentences,
  ) {}

  of(draft: SiteConfig): readonly DraftFlaw[] {
    if (this.checked?.draft !== draft) {
      this.checked = { draft, flaws: flawsOf(draft, this.words, this.citizen) };
    }
    return [...this.checked.flaws, ...this.refused];
  }

  /** The server found more than the checks here did. */
  refuse(reply: Extract<Reply<unknown>, { ok: false }>, draft: SiteConfig): void {
    const busy = BUSY[reply.code];
    this.refused = [
      ...reply.flaws.map(({ path, message }) => flaw(path, message, draft)),
      ...(busy === undefined
        ? []
        : [{ path: busy, section: busy, chosen: '', text: reply.detail, passing: true as const }]),
    ];
  }

  /** The draft was changed: what was refused is no longer what would be sent. */
  forgetRefusal(): void {
    this.refused = [];
  }
}
