/**
 * The reference model of the store: the contract of `server/store/README.md` over plain maps, always
 * the obvious way. Tests hold the Redis store against it; nothing outlives the process.
 */
import type { CommandName, Commands } from '../../protocol/commands.js';
import type { ConfigVersion } from '../../protocol/config.js';
import type { JournalEntry } from '../../protocol/journal.js';
import type { Accepted, Context, Follower, Head, Refused, Reply, Store } from '../port.js';
import { closeCounter, openCounter, pauseCounter, setProfile } from './counters.js';
import { dumpDay, type DayDump } from './day-dump.js';
import { issue } from './issuing.js';
import * as life from './life.js';
import { timeOf } from './moment.js';
import { configure, confirmClock, endPrint, expire, record, reprint } from './site-commands.js';
import { trimSite } from './trimming.js';
import { copySite, emptySite, type SiteState } from './site.js';
import { Refuse, Step } from './step.js';
import { call, callMany, callNext, recall } from './summons.js';
import { recordOf, undo } from './undo.js';

type Extras = Pick<Accepted, 'called' | 'counter' | 'copy' | 'version' | 'left'>;
type Handlers = {
  [N in CommandName]: (step: Step, args: Commands[N]) => Extras | void;
};
const HANDLERS: Handlers = {
  issue,
  callNext,
  call,
  callMany,
  recall,
  start: life.start,
  finish: life.finish,
  miss: life.miss,
  return: life.returnToLine,
  park: life.park,
  resume: life.resume,
  reroute: life.reroute,
  cancel: life.cancel,
  reopen: life.reopen,
  note: life.note,
  undo,
  openCounter,
  pauseCounter,
  closeCounter,
  setProfile,
  reprint,
  endPrint,
  configure,
  confirmClock,
  expire,
  record,
};

/** Refused while the clock is wrong. */
const TIMED: ReadonlySet<CommandName> = new Set(['issue', 'callNext', 'call', 'callMany']);
/** What they do is not taken back. */
const FINAL: ReadonlySet<CommandName> = new Set([
  'note',
  'undo',
  'reprint',
  'endPrint',
  'configure',
  'confirmClock',
  'expire',
  'record',
]);

interface Kept {
  fingerprint: string;
  reply: Reply;
}
interface Site {
  state: SiteState;
  readonly replies: Map<string, Kept>;
  readonly followers: Set<() => void>;
}

export class MemoryStore implements Store {
  readonly #sites = new Map<string, Site>();
  readonly #forgotten = new Set<string>();
  readonly #time: () => number;

  /** @param time the store's own clock, ms */
  constructor(time: () => number = Date.now) {
    this.#time = time;
  }

  command<N extends CommandName>(name: N, args: Commands[N], context: Context): Promise<Reply> {
    return new Promise((resolve) => {
      resolve(this.#run(name, args, context));
    });
  }

  replay(site: string, key: string, fingerprint: string): Promise<Reply | null> {
    return Promise.resolve(known(this.#site(site), key, fingerprint));
  }

  entries(site: string, after: number, limit: number): Promise<JournalEntry[]> {
    return Promise.resolve(this.#after(site, after).slice(0, limit));
  }

  follow(
    site: string,
    after: number,
    take: (entries: JournalEntry[]) => void | Promise<void>,
  ): Follower {
    const { followers } = this.#site(site);
    let seen = after;
    let delivery = Promise.resolve();
    const deliver = async (): Promise<void> => {
      const fresh = this.#after(site, seen);
      if (fresh.length === 0 || !followers.has(look)) return;
      seen = fresh.at(-1)?.seq ?? seen;
      await take(fresh);
    };
    const look = (): void => {
      delivery = delivery.then(deliver);
    };
    followers.add(look);
    look();
    return {
      stop: () => {
        followers.delete(look);
        return delivery;
      },
    };
  }

  head(site: string): Promise<Head | null> {
    const last = this.#journal(site).at(-1);
    if (!last) return Promise.resolve(null);
    const { seq, at, day, h } = last;
    return Promise.resolve({ seq, at, day, h, offset: this.#site(site).state.offset });
  }

  firstSeq(site: string, day: string): Promise<number | null> {
    return Promise.resolve(this.#site(site).state.firstSeqs.get(day) ?? null);
  }

  unclosedDays(site: string, today: string): Promise<string[]> {
    const { state } = this.#site(site);
    const begun = [...state.firstSeqs.keys()].filter((day) => day !== today).sort();
    return Promise.resolve(begun.filter((day) => !state.closedDays.has(day)));
  }

  config(site: string): Promise<string | null> {
    return Promise.resolve(this.#site(site).state.config);
  }

  configVersions(site: string): Promise<ConfigVersion[]> {
    return Promise.resolve(this.#site(site).state.versions.map(({ made }) => made));
  }

  configAt(site: string, version: number): Promise<string | null> {
    const { versions } = this.#site(site).state;
    return Promise.resolve(versions.find(({ made }) => made.version === version)?.config ?? null);
  }

  forget(site: string): Promise<void> {
    this.#sites.delete(site);
    this.#forgotten.add(site);
    return Promise.resolve();
  }

  forgotten(site: string): Promise<boolean> {
    return Promise.resolve(this.#forgotten.has(site));
  }

  trim(site: string, ticketsBefore: string, journalBefore: string): Promise<number> {
    return Promise.resolve(trimSite(this.#site(site).state, ticketsBefore, journalBefore));
  }

  sites(): Promise<string[]> {
    const configured = [...this.#sites].filter(([, { state }]) => state.config !== null);
    return Promise.resolve(configured.map(([name]) => name).sort());
  }

  note(site: string, ticket: string): Promise<string | null> {
    return Promise.resolve(this.#site(site).state.notes.get(ticket) ?? null);
  }

  said(site: string, ticket: string): Promise<string | null> {
    return Promise.resolve(this.#site(site).state.said.get(ticket) ?? null);
  }

  papers(site: string, code: string): Promise<string | null> {
    return Promise.resolve(this.#site(site).state.papers.get(code) ?? null);
  }

  canary(): Promise<void> {
    return Promise.resolve();
  }

  time(): Promise<number> {
    return Promise.resolve(this.#time());
  }

  /** Everything about one day of a site, for comparison with another store. */
  dump(site: string, day: string): DayDump {
    return dumpDay(this.#site(site).state, day);
  }

  #site(name: string): Site {
    const known = this.#sites.get(name);
    if (known) return known;
    const made: Site = { state: emptySite(), replies: new Map(), followers: new Set() };
    this.#sites.set(name, made);
    return made;
  }

  #journal(site: string): readonly JournalEntry[] {
    return this.#site(site).state.journal;
  }

  /** Entries with a greater seq. They are dense, so the first one's seq gives the place of all. */
  #after(site: string, seq: number): JournalEntry[] {
    const journal = this.#journal(site);
    return journal.slice(Math.max(0, seq + 1 - (journal[0]?.seq ?? 1)));
  }

  #run<N extends CommandName>(name: N, args: Commands[N], context: Context): Reply {
    if (name === 'configure') this.#forgotten.delete(context.site);
    const site = this.#site(context.site);
    const { key, fingerprint } = context;
    const before = known(site, key, fingerprint);
    if (before) return before;

    const reply = this.#carryOut(site, name, args, context);
    if (reply.ok || reply.code !== 'site-unknown') site.replies.set(key, { fingerprint, reply });
    for (const look of site.followers) look();
    return reply;
  }

  #carryOut<N extends CommandName>(
    site: Site,
    name: N,
    args: Commands[N],
    context: Context,
  ): Reply {
    const before = site.state;
    const { moment, wrong } = timeOf(name, context, before);
    if (wrong && TIMED.has(name)) return refused(new Refuse('clock-wrong'));
    if (!before.rules && name !== 'configure') return refused(new Refuse('site-unknown'));

    const step = new Step(copySite(before), context, moment);
    try {
      const extras = HANDLERS[name](step, args);
      const record = FINAL.has(name) ? null : recordOf(step, before);
      if (record) step.site.undoRecords.set(context.key, record);
      site.state = step.site;
      return accepted(step, extras ?? {});
    } catch (error) {
      if (error instanceof Refuse) return refused(error);
      throw error;
    }
  }
}

/** What a repeated key is answered, `null` for a new one. */
function known({ replies }: Site, key: string, fingerprint: string): Reply | null {
  const kept = replies.get(key);
  if (!kept) return null;
  if (kept.fingerprint !== fingerprint) return { ok: false, replayed: false, code: 'key-reused' };
  return { ...kept.reply, replayed: true };
}

function accepted({ site, at, named }: Step, extras: Extras): Accepted {
  const tickets = [...named].flatMap((id) => site.tickets.get(id) ?? []);
  const seq = site.journal.at(-1)?.seq ?? 0;
  return { ok: true, replayed: false, seq, at, tickets, ...extras };
}

function refused({ code, ticket }: Refuse): Refused {
  return { ok: false, replayed: false, code, ...(ticket && { ticket }) };
}
