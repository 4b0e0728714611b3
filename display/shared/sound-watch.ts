/** Zones that are not heard: not on the board, so asked for now and then. */
import { SOUND_CAUSES, type SoundTrouble } from '../../server/protocol/operations.js';
import { isRecord } from './api.js';

/** Real ms between two questions. */
const EVERY_MS = 15_000;

export class SoundWatch {
  private known: readonly SoundTrouble[] = [];

  /** @param onNews called when something changed */
  constructor(
    private readonly site: string,
    private readonly onNews: () => void,
  ) {}

  /** @param worthAsking whether the server is heard now */
  start(worthAsking: () => boolean): void {
    const ask = (): void => {
      if (worthAsking()) void this.ask();
    };
    ask();
    setInterval(ask, EVERY_MS);
  }

  all(): readonly SoundTrouble[] {
    return this.known;
  }

  private async ask(): Promise<void> {
    const path = `/api/v1/sites/${encodeURIComponent(this.site)}/sounds`;
    try {
      const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
      if (!response.ok) return;
      this.known = troubles(await response.json());
      this.onNews();
    } catch {
      // Without the server nothing is known; what was known ages with the board.
    }
  }
}

function troubles(body: unknown): SoundTrouble[] {
  const told = isRecord(body) && Array.isArray(body['troubles']) ? body['troubles'] : [];
  return told.filter(isRecord).flatMap((one) => {
    const { zone, since } = one;
    const cause = SOUND_CAUSES.find((each) => each === one['cause']);
    if (typeof zone !== 'string' || typeof since !== 'number' || cause === undefined) return [];
    return [{ zone, since, cause }];
  });
}
