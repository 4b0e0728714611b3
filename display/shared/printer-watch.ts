/** How the site's printers say they are: not on the board, so asked for now and then. */
import type { PrinterStatus } from '../../server/protocol/live.js';
import { PAPER_STATES } from '../../server/protocol/live.js';
import { isRecord } from './api.js';

type Status = Pick<PrinterStatus, 'paper' | 'cover'>;
const COVERS = ['closed', 'open', 'unknown'] as const;

/** Real ms between two questions. A slip that does not come is seen on the board sooner. */
const EVERY_MS = 15_000;

export class PrinterWatch {
  private known: ReadonlyMap<string, Status> = new Map();

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

  /** By id of the printer; those that say nothing are absent. */
  all(): ReadonlyMap<string, Status> {
    return this.known;
  }

  private async ask(): Promise<void> {
    const path = `/api/v1/sites/${encodeURIComponent(this.site)}/printers`;
    try {
      const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
      if (!response.ok) return;
      this.known = statuses(await response.json());
      this.onNews();
    } catch {
      // Without the server nothing is known; what was known ages with the board.
    }
  }
}

function statuses(body: unknown): Map<string, Status> {
  const printers = isRecord(body) && Array.isArray(body['printers']) ? body['printers'] : [];
  const known = new Map<string, Status>();
  for (const printer of printers.filter(isRecord)) {
    const { id, status } = printer;
    if (typeof id !== 'string' || !isRecord(status)) continue;
    const paper = PAPER_STATES.find((state) => state === status['paper']);
    const cover = COVERS.find((state) => state === status['cover']);
    if (paper !== undefined && cover !== undefined) known.set(id, { paper, cover });
  }
  return known;
}
