/** Who the ids of those who work here are, and of the kiosks. Names never travel with the board or the journal. */
import { isRecord } from './api.js';
import { givenName } from './entry-state.js';

/** Least ms between two looks: somebody who was removed stays unknown. */
const AGAIN_MS = 15_000;

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

  /** What people call somebody: the given name, or the whole one where two share it; '' until known. */
  calledOf(person: string): string {
    const name = this.nameOf(person);
    const called = givenName(name);
    const alike = [...this.names.values()].filter((other) => givenName(other) === called);
    return alike.length > 1 ? name : called;
  }

  private async look(): Promise<void> {
    this.asked = performance.now();
    try {
      const path = `/api/v1/sites/${encodeURIComponent(this.site)}/crew`;
      const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
      const body: unknown = response.ok ? await response.json() : null;
      if (!isRecord(body)) return;
      for (const one of [body['people'], body['kiosks']].flat()) {
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
