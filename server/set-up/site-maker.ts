/** Makes sites and removes those that were never real. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Devices, People, Tokens } from '../access/ports.js';
import type { Clock } from '../clock.js';
import { contextOf } from '../domain/context.js';
import { recordOf } from '../domain/record.js';
import { compileRules } from '../domain/rules.js';
import { trainingSite } from '../domain/training.js';
import { AppError, type ErrorCode } from '../errors.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { SiteConfig } from '../protocol/config.js';
import type { Person, Sites } from '../protocol/people.js';
import type { Store } from '../store/port.js';

/** Files of sites that are kept outside the store. */
export interface KeptBySite {
  /** Deletes what belongs to a site; nothing need be there. */
  forget(site: string): Promise<void>;
}
export interface SiteMakerParts {
  store: Store;
  clock: Clock;
  sites: SiteViews;
  people: Pick<People, 'list' | 'remove'>;
  devices: Pick<Devices, 'list' | 'revoke'>;
  tokens: Pick<Tokens, 'list' | 'revoke'>;
  /** Takes up sites that are new, lets go of those that are gone. @throws StoreDown */
  refreshSites(): Promise<void>;
  /** Where virtual printers lay their paper. */
  paperDir: string;
  /** Recorded voices, pictures. */
  kept: readonly KeptBySite[];
  /** What the printer of a site to practise at is called. */
  trainingPrinter: string;
  log: Log;
}

export class SiteMaker {
  readonly #parts: SiteMakerParts;

  constructor(parts: SiteMakerParts) {
    this.#parts = parts;
  }

  /**
   * Sets a new site up with its first configuration.
   * @param actor goes into the journal
   * @throws AppError `site-exists`; StoreDown
   */
  async make(config: SiteConfig, actor: string): Promise<void> {
    const { store, clock, refreshSites } = this.#parts;
    const first = { ...config, version: 1 };
    const { id: site, timeZone } = config.site;
    const key = randomUUID();
    const context = contextOf(
      { site, key, fingerprint: key, actor, via: 'system' },
      clock.now(),
      clock.stepped(),
      timeZone,
    );
    const reply = await store.command(
      'configure',
      { ifVersion: 0, config: JSON.stringify(first), rules: compileRules(first) },
      context,
    );
    if (!reply.ok) {
      throw new AppError(reply.code === 'version-changed' ? 'site-exists' : reply.code);
    }
    await refreshSites();
  }

  /**
   * Writes the admin with whom a site began into its journal, once however often it is asked.
   * @throws AppError; StoreDown
   */
  async recordFirstAdmin(site: string, { id, role }: Pick<Person, 'id' | 'role'>): Promise<void> {
    const { store, clock, sites } = this.#parts;
    const view = sites.get(site);
    if (view === undefined) throw new AppError('site-unknown');
    const key = `first-admin-${id}`;
    const context = contextOf(
      { site, key, fingerprint: key, actor: id, via: 'system' },
      clock.now(),
      clock.stepped(),
      view.config.site.timeZone,
    );
    const data = recordOf('person.added', { person: id, role });
    const reply = await store.command('record', data, context);
    if (!reply.ok) throw new AppError(reply.code);
  }

  /**
   * Forgets a trial or training site with its numbers, paper, voices and pictures, and whoever belongs to it
   * alone.
   * @param actor who wanted it; the site's own journal goes too, so the log says it
   * @throws AppError `site-unknown`, `site-real`, `site-last`; StoreDown
   */
  async forget(site: string, actor: string): Promise<void> {
    const { store, sites, refreshSites, paperDir, kept, log } = this.#parts;
    const view = sites.get(site);
    if (view === undefined) throw new AppError('site-unknown');
    const { config } = view;
    if (!config.site.trial && !config.site.training) throw new AppError('site-real');
    if (!config.site.training && !sites.all().some(isOther(site))) throw new AppError('site-last');
    await this.#endRights(site);
    await store.forget(site);
    log.info({ site, actor }, 'site forgotten');
    await refreshSites();
    for (const { id } of config.printers) {
      await rm(join(paperDir, `${site}-${id}`), { recursive: true, force: true });
    }
    for (const each of kept) await each.forget(site);
  }

  /**
   * Opens a site to practise at, as the real one is configured now, or begins it again.
   * @returns its id
   * @throws AppError `site-unknown`; StoreDown
   */
  async train(site: string, actor: string): Promise<string> {
    const view = this.#parts.sites.get(site);
    if (view === undefined || view.config.site.training) throw new AppError('site-unknown');
    const config = trainingSite(view.config, this.#parts.trainingPrinter);
    const { id } = config.site;
    if (this.#parts.sites.get(id) !== undefined) await this.forget(id, actor);
    await this.make(config, actor);
    return id;
  }

  async #endRights(site: string): Promise<void> {
    const { people, devices, tokens } = this.#parts;
    const only = ({ sites }: { sites: Sites }): boolean =>
      sites !== 'all' && sites.length > 0 && sites.every((each) => each === site);
    for (const { id, site: at } of await devices.list(site)) {
      if (at === site) await gone('device-unknown', devices.revoke(id));
    }
    for (const token of await tokens.list(site)) {
      if (only(token)) await gone('token-unknown', tokens.revoke(token.id));
    }
    // Admins last: nobody else may be left without one.
    const theirs = (await people.list(site)).filter(only);
    for (const { id } of theirs.sort(
      (a, b) => Number(a.role === 'admin') - Number(b.role === 'admin'),
    )) {
      await gone('person-unknown', people.remove(id));
    }
  }
}

/** Training depends on its site: where only that is left there is nothing to work at. */
function isOther(site: string): (view: SiteView) => boolean {
  return ({ id, config }) => id !== site && !config.site.training;
}

/** What another process was faster to end is as gone as it should be. */
async function gone(code: ErrorCode, ending: Promise<void>): Promise<void> {
  try {
    await ending;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== code) throw error;
  }
}
