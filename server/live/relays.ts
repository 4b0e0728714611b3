/** The relays of all sites that the store knows. */
import type { SiteView, SiteViews } from './site-view.js';
import { SiteRelay, type RelayParts } from './relay.js';

/** ms between two looks for sites that another process has set up or forgotten. */
const LOOK = 5_000;

interface Listener {
  came(relay: SiteRelay): void;
  left(relay: SiteRelay): void;
}

export class SiteRelays implements SiteViews {
  readonly #parts: RelayParts;
  readonly #relays = new Map<string, SiteRelay>();
  readonly #listeners = new Set<Listener>();
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

  /**
   * Tells of each site, those known already at once.
   * @param left called when the store has forgotten a site
   * @returns a function that ends the listening
   */
  listen(
    came: (relay: SiteRelay) => void,
    left: (relay: SiteRelay) => void = () => undefined,
  ): () => void {
    const listener: Listener = { came, left };
    for (const relay of this.#relays.values()) came(relay);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up the sites that are new since the last look and drops those that are gone. @throws StoreDown */
  refresh(): Promise<void> {
    const look = this.#looking.then(() => this.#look());
    this.#looking = look.catch(() => undefined);
    return look;
  }

  async #look(): Promise<void> {
    const sites = await this.#parts.store.sites();
    for (const [site, relay] of this.#relays) {
      if (sites.includes(site) || !(await this.#parts.store.forgotten(site))) continue;
      this.#relays.delete(site);
      for (const { left } of this.#listeners) left(relay);
      await relay.stop();
    }
    for (const site of sites) {
      if (this.#relays.has(site)) continue;
      const relay = new SiteRelay(site, this.#parts);
      await relay.start();
      this.#relays.set(site, relay);
      for (const { came } of this.#listeners) came(relay);
    }
  }
}
