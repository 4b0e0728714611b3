/** Which calls are being said in each zone, by this process or another. */
import { SpeakingWire, type Spoken, type WireParts } from './speaking-wire.js';

export class SpokenCalls {
  readonly #wire: SpeakingWire;
  readonly #changed: (site: string) => void;
  /** By site and zone. */
  readonly #spoken = new Map<string, { calls: string[]; ends: NodeJS.Timeout | undefined }>();

  /** @param changed told of a site where something began or ended */
  constructor(parts: WireParts, changed: (site: string) => void) {
    this.#wire = new SpeakingWire(parts);
    this.#changed = changed;
  }

  start(): void {
    this.#wire.start((what) => this.#hear(what));
  }

  stop(): void {
    this.#wire.stop();
    for (const { ends } of this.#spoken.values()) clearTimeout(ends);
  }

  /** This process says it, or nothing any more: then without calls. */
  say(what: Spoken): void {
    this.#wire.tell(what);
    this.#hear(what);
  }

  of(site: string, zone: string): readonly string[] {
    return this.#spoken.get(key(site, zone))?.calls ?? [];
  }

  #hear({ site, zone, calls, ms }: Spoken): void {
    clearTimeout(this.#spoken.get(key(site, zone))?.ends);
    const over = (): void => this.#hear({ site, zone, calls: [], ms: 0 });
    const ends = calls.length === 0 ? undefined : setTimeout(over, ms);
    this.#spoken.set(key(site, zone), { calls, ends });
    this.#changed(site);
  }
}

function key(site: string, zone: string): string {
  return `${site} ${zone}`;
}
