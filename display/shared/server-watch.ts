/** Whether the server is there, on pages without a live connection. */
import type { Sentences } from '../../server/domain/wording.js';

/** ms between two looks; two that fail say so within the 10 s that a screen has. */
const LOOK_MS = 4_000;

export class ServerWatch {
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** @param place shows it, in shape and words (`connection.hbs`) */
  constructor(
    private readonly words: Sentences,
    private readonly place: HTMLElement,
  ) {}

  start(): void {
    this.look();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private look(): void {
    void fetch('/healthz', { cache: 'no-store' })
      .then(
        (answer) => this.tell(answer.ok),
        () => this.tell(false),
      )
      .then(() => {
        this.timer = setTimeout(() => this.look(), LOOK_MS);
      });
  }

  private tell(there: boolean): void {
    const { place, words } = this;
    const text = words[there ? 'shared.connected' : 'shared.disconnected'] ?? '';
    place.dataset['state'] = there ? 'live' : 'stale';
    if (place.textContent !== text) place.textContent = text;
  }
}
