/**
 * Puts the draft into use: one command under one key, sent again until it is answered, so that a lost
 * answer never makes two versions. The key is kept with the draft and outlives a reload.
 */
import { newKey } from '../shared/api.js';
import type { Draft } from './draft.js';
import type { Reply } from './section.js';
import type { Sender } from './send.js';
import type { Sending } from './version-panel.js';

/** ms between two attempts. */
const AGAIN_MS = 2_000;

export interface UseDraftOptions {
  draft: Draft;
  send: Sender;
  site: string;
  /** Something is to be drawn. */
  changed(): void;
  /** The draft is in use under this number. */
  used(version: number): void;
  /** What is in use is not what the draft started from. */
  overtaken(): void;
  refused(reply: Refusal): void;
}
type Refusal = Extract<Reply<unknown>, { ok: false }>;

export class UseDraft {
  private state: Sending = { kind: 'idle' };

  constructor(private readonly options: UseDraftOptions) {}

  get sending(): Sending {
    return this.state;
  }

  /** Goes on with what an earlier page sent and got no answer to. */
  start(): void {
    if (this.options.draft.key !== null) void this.send();
  }
  press(): void {
    if (this.state.kind === 'sending') return;
    this.options.draft.sending(newKey());
    void this.send();
  }
  /** The draft was changed: what was refused is no longer what would be sent. */
  forget(): void {
    if (this.state.kind === 'refused') this.state = { kind: 'idle' };
  }

  private async send(): Promise<void> {
    const { draft, site, options } = { ...this.options, options: this.options };
    const { key } = draft;
    if (key === null) {
      // It was found to be in use already, or taken back in another window.
      this.become({ kind: 'idle' });
      return;
    }
    const late = this.state.kind === 'sending' && this.state.late;
    this.become({ kind: 'sending', late });
    const path = `/sites/${encodeURIComponent(site)}/config`;
    const reply = await options.send<{ version: number }>('PUT', path, draft.draft, {
      'If-Match': `"${(draft.behind ?? draft.used).version}"`,
      'Idempotency-Key': key,
    });
    if (reply.ok) {
      draft.accepted(reply.body.version);
      this.become({ kind: 'idle' });
      options.used(reply.body.version);
      return;
    }
    if (reply.code === 'unanswered' || reply.code === 'too-many') {
      this.become({ kind: 'sending', late: true });
      setTimeout(() => void this.send(), AGAIN_MS);
      return;
    }
    draft.sending(null);
    if (reply.code === 'version-changed') {
      this.become({ kind: 'idle' });
      options.overtaken();
      return;
    }
    this.become({ kind: 'refused', title: reply.title, detail: reply.detail });
    options.refused(reply);
  }

  private become(state: Sending): void {
    this.state = state;
    this.options.changed();
  }
}
