/**
 * Taking the product into use for real: the one-time link, the draft behind it, and opening the ward.
 * Every part of the opening can be done twice, so that a power cut in between costs nothing.
 */
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { People, SignIns } from '../access/ports.js';
import { sameText } from '../access/secrets.js';
import { firstDraft, firstSite, type FirstNames, type LibraryGroup } from '../domain/first-site.js';
import { draftFlaws } from '../domain/set-up-draft.js';
import { AppError, TooMany } from '../errors.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { SiteConfig } from '../protocol/config.js';
import type { Person } from '../protocol/people.js';
import type { SetUpDone, SetUpDraft } from '../protocol/set-up.js';
import { newLink, type SetUpFile, type SetUpOpen } from './set-up-file.js';
import type { SiteMaker } from './site-maker.js';
import type { TrialPeople } from './trial-people.js';

export interface SetUpParts {
  file: SetUpFile;
  people: Pick<People, 'addFirst' | 'list'>;
  signIns: Pick<SignIns, 'signIn'>;
  sites: SiteViews;
  maker: Pick<SiteMaker, 'make' | 'forget' | 'recordFirstAdmin'>;
  trialPeople: Pick<TrialPeople, 'end' | 'makeRoomFor'>;
  /** Gives rules and groups to start from. */
  ward: SiteConfig;
  library: readonly LibraryGroup[];
  names: FirstNames;
  /** Listens where a real site listens, and says at which addresses others reach it. */
  openToNetwork(): Promise<string[]>;
  log: Log;
}

/** Wrong links that one address may try in a minute, before it is slowed. */
const WRONG_LINKS = { points: 10, duration: 60 };

export class SetUp {
  readonly #parts: SetUpParts;
  readonly #wrong = new RateLimiterMemory(WRONG_LINKS);
  /** Requests follow one another: two opened tabs must not open the ward twice. */
  #working: Promise<unknown> = Promise.resolve();

  constructor(parts: SetUpParts) {
    this.#parts = parts;
  }

  /** Finishes what was cut off; else sees to it that there is a link while nobody real is admin. */
  async start(): Promise<void> {
    const { file } = this.#parts;
    const state = await file.read();
    const admin = await this.#realAdmin();
    if (state !== null && 'link' in state && admin !== null) await this.#open(state, admin);
    else if (admin !== null) await file.write({ over: true });
    else if (state === null || 'over' in state) {
      await file.write({ link: newLink(), draft: null, site: null });
    } else if (state.site !== null) {
      // Cut off before there was an admin: nothing was opened yet, so all can be changed again.
      await file.write({ ...state, site: null });
    }
  }

  /** The secret of the link; `null` once a real admin exists. For this machine's own eyes. */
  async link(): Promise<string | null> {
    const state = await this.#parts.file.read();
    return state !== null && 'link' in state ? state.link : null;
  }

  /**
   * What was filled in so far, or what a usual ward would fill in.
   * @param address of who asks: guessing is slowed
   * @throws AppError `link-unknown`, TooMany
   */
  async draft(link: string, address: string): Promise<SetUpDraft> {
    const { draft } = await this.#proved(link, address);
    return draft ?? firstDraft(this.#parts.ward, this.#parts.library);
  }

  /** @throws AppError `link-unknown`, TooMany */
  save(link: string, address: string, draft: SetUpDraft): Promise<void> {
    return this.#inTurn(async () => {
      const state = await this.#proved(link, address);
      // What is being opened must stay as it was when somebody said so.
      if (state.site === null) await this.#parts.file.write({ ...state, draft });
    });
  }

  /** @throws AppError `link-unknown`, TooMany */
  async prove(link: string, address: string): Promise<void> {
    await this.#proved(link, address);
  }

  /**
   * Opens the ward: its first admin, who is signed in with this answer; its configuration; and the trial
   * is forgotten.
   * @throws AppError `link-unknown`, `set-up-unfinished`, `weak-password`, TooMany
   */
  finish(
    link: string,
    password: string,
    address: string,
    request: Request,
    response: Response,
  ): Promise<SetUpDone> {
    return this.#inTurn(async () => {
      const { file, people, signIns, trialPeople } = this.#parts;
      const state = await this.#proved(link, address);
      const { draft } = state;
      if (draft === null || draftFlaws(draft).length > 0) throw new AppError('set-up-unfinished');
      const site = state.site ?? this.#plan(draft).site.id;
      const marked = { ...state, site };
      await file.write(marked);
      let admin: Person;
      try {
        await trialPeople.makeRoomFor(draft.admin);
        admin = (await this.#realAdmin()) ?? (await people.addFirst(draft.admin, 'all', password));
      } catch (error) {
        await file.write(state);
        throw error;
      }
      const addresses = await this.#open(marked, admin);
      await signIns.signIn(request, response, { kind: 'password', login: admin.login, password });
      return { site, login: admin.login, addresses };
    });
  }

  /** From here on the link is worth nothing and nobody has to be asked anything more. */
  async #open(state: SetUpOpen, admin: Person): Promise<string[]> {
    const { file, maker, sites, trialPeople, openToNetwork, log } = this.#parts;
    const { draft } = state;
    if (draft !== null && draftFlaws(draft).length === 0) {
      const config = this.#plan(draft);
      const id = state.site ?? config.site.id;
      if (sites.get(id) === undefined) {
        await maker.make({ ...config, site: { ...config.site, id } }, admin.id);
      }
      await maker.recordFirstAdmin(id, admin);
    }
    const isReal = ({ config: { site } }: SiteView) => !site.trial && !site.training;
    // With nothing real to work at, the trial stays until its admin has made a site.
    for (const { id, config } of sites.all().some(isReal) ? sites.all() : []) {
      if (config.site.trial) await maker.forget(id, admin.id);
    }
    await trialPeople.end();
    const addresses = await openToNetwork();
    await file.write({ over: true });
    log.info({ site: state.site }, 'set up for real');
    return addresses;
  }

  #plan(draft: SetUpDraft): SiteConfig {
    const { ward, library, names, sites } = this.#parts;
    const taken = new Set(sites.all().map(({ id }) => id));
    return firstSite(draft, ward, library, taken, names);
  }

  /** Somebody who is admin beyond the sample ward. */
  async #realAdmin(): Promise<Person | null> {
    const { people, sites } = this.#parts;
    const isReal = (id: string) => sites.get(id)?.config.site.trial !== true;
    const everybody = await people.list(null);
    return (
      everybody.find(
        ({ role, active, sites: where }) =>
          role === 'admin' && active && (where === 'all' || where.some(isReal)),
      ) ?? null
    );
  }

  async #proved(link: string, address: string): Promise<SetUpOpen> {
    const spent = await this.#wrong.get(address);
    if (spent !== null && spent.consumedPoints >= WRONG_LINKS.points) {
      throw new TooMany(Math.ceil(spent.msBeforeNext / 1_000));
    }
    const state = await this.#parts.file.read();
    if (state !== null && 'link' in state && sameText(link, state.link)) {
      // Somebody real may have become admin by another way, such as by the API.
      if (state.site !== null || (await this.#realAdmin()) === null) return state;
      await this.#parts.file.write({ over: true });
    }
    await this.#wrong.consume(address).catch((over: unknown) => {
      if (!(over instanceof RateLimiterRes)) throw over;
    });
    throw new AppError('link-unknown');
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#working.then(work);
    this.#working = result.catch(() => undefined);
    return result;
  }
}
