/** Who the ids of those who work here are. Names never travel with the board or the journal. */
import { isRecord } from './api.js';

/** Least ms between two looks: somebody who was removed stays unknown. */
const AGAIN_MS = 30_000;

export class Crew {
  private readonly names = new Map<string, string>();
  private asked = Number.NEGATIVE_INFINITY;

  /** @param onNews names came that were asked for */
  constructor(
    private readonly site: string,
    private readonly onNews: () => void,
  ) {}

  /** The name of somebody; '' while it is not known, and it is looked up. */
  nameOf(person: string): string {
    const name = this.names.get(person);
    if (name === undefined && performance.now() - this.asked >= AGAIN_MS) void this.look();
    return name ?? '';
  }

  private async look(): Promise<void> {
    this.asked = performance.now();
    try {
      const path = `/api/v1/sites/${encodeURIComponent(this.site)}/crew`;
      const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
      const body: unknown = response.ok ? await response.json() : null;
      const people: unknown = isRecord(body) ? body['people'] : null;
      if (!Array.isArray(people)) return;
      for (const one of people as unknown[]) {
        if (!isRecord(one)) continue;
        const { id, name } = one;
        if (typeof id === 'string' && typeof name === 'string') this.names.set(id, name);
      }
      this.onNews();
    } catch {
      // The next who asks looks again.
    }
  }
}
