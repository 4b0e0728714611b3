/** The relays of all sites that the store knows. */
import type { SiteView, SiteViews } from './site-view.js';
import { SiteRelay, type RelayParts } from './relay.js';

/** ms between two looks for sites that another process has set up. */
const LOOK = 5_000;

export class SiteRelays implements SiteViews {
  readonly #parts: RelayParts;
  readonly #relays = new Map<string, SiteRelay>();
  readonly #listeners = new Set<(relay: SiteRelay) => void>();
  #timer: NodeJS.Timeout | undefined;
  /** Looks follow one another, so that no site gets two relays. */
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  /** Starts a relay for each known site. @throws StoreDown */
  async start(): Promise<void> {
    await this.refresh();
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'looking for sites failed');
      });
    }, LOOK);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all([...this.#relays.values()].map((relay) => relay.stop()));
  }

  get(site: string): SiteRelay | undefined {
    return this.#relays.get(site);
  }

  all(): SiteView[] {
    return [...this.#relays.values()];
  }

  /** Tells of each site, those known already at once. @returns a function that ends the listening */
  listen(listener: (relay: SiteRelay) => void): () => void {
    for (const relay of this.#relays.values()) listener(relay);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up the sites that are new since the last look. @throws StoreDown */
  refresh(): Promise<void> {
    const look = this.#looking.then(() => this.#look());
    this.#looking = look.catch(() => undefined);
    return look;
  }

  async #look(): Promise<void> {
    for (const site of await this.#parts.store.sites()) {
      if (this.#relays.has(site)) continue;
      const relay = new SiteRelay(site, this.#parts);
      await relay.start();
      this.#relays.set(site, relay);
      for (const listener of this.#listeners) listener(relay);
    }
  }
}
