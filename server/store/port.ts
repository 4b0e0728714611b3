/** The store's port: the only way to change or read a site. */
import type { CommandName, Commands } from '../protocol/commands.js';
import type { Context } from '../protocol/context.js';
import type { Counter } from '../protocol/counter.js';
import type { ConfigVersion } from '../protocol/config.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { Ticket } from '../protocol/ticket.js';
import type { Refusal } from '../errors.js';

export type { Context } from '../protocol/context.js';

export interface Accepted {
  ok: true;
  /** The stored reply of an earlier command with the same key. */
  replayed: boolean;
  /** Seq of the command's last entry, or the journal's last seq where it wrote none. */
  seq: number;
  at: number;
  /** Every ticket that it touched, as it is afterwards, in the order of the entries. */
  tickets: Ticket[];
  /** `callNext`: id of the ticket called, `null` when nobody was ready. */
  called?: string | null;
  /** Counter commands: the counter afterwards. */
  counter?: Counter;
  /** `reprint`: which copy was asked for. `issue` with a printer: 1. */
  copy?: number;
  /** `configure`: the new version. */
  version?: number;
  /** `expire`: open tickets of that day that remain. */
  left?: number;
}
export interface Refused {
  ok: false;
  replayed: boolean;
  code: Refusal;
  /** The ticket in question as it is now, where there is one. */
  ticket?: Ticket;
}
export type Reply = Accepted | Refused;

/** The newest entry of a site, its hash and business day. */
export interface Head {
  seq: number;
  at: number;
  day: string;
  h: string;
  /** ms added to the machine's clock since a lead corrected it. */
  offset: number;
}

export interface Store {
  /**
   * Runs one command as one atomic step and answers after it is durable.
   * @throws StoreDown when the answer is not known: the caller retries with the same key.
   */
  command<N extends CommandName>(name: N, args: Commands[N], context: Context): Promise<Reply>;
  /**
   * What a command with this key was answered before, as `command` would answer it now: its reply, or
   * `key-reused` where the fingerprint is another. `null`: the key is not known. Does nothing.
   * @throws StoreDown
   */
  replay(site: string, key: string, fingerprint: string): Promise<Reply | null>;
  /** Entries with `after < seq`, oldest first, at most `limit` (≤ 1,000). */
  entries(site: string, after: number, limit: number): Promise<JournalEntry[]>;
  /**
   * Follows the journal from `after` on: calls `take` with each batch, in order, without gaps, until
   * `stop()`. Survives outages of the store; `take` is awaited and does not throw.
   */
  follow(
    site: string,
    after: number,
    take: (entries: JournalEntry[]) => void | Promise<void>,
  ): Follower;
  head(site: string): Promise<Head | null>;
  /** First seq of a business day, or `null` when nothing happened on it. */
  firstSeq(site: string, day: string): Promise<number | null>;
  /**
   * The days other than `today` that began and have no `day.closed`, oldest first: those that are over,
   * and those that lie ahead since the clock was put back. Some may have nobody left open.
   */
  unclosedDays(site: string, today: string): Promise<string[]>;
  /** The configuration as stored by `configure`. */
  config(site: string): Promise<string | null>;
  /** The last 50 versions that were in use, newest first. */
  configVersions(site: string): Promise<ConfigVersion[]>;
  /** The configuration of one of them, as stored by `configure`; `null` when it is not kept. */
  configAt(site: string, version: number): Promise<string | null>;
  sites(): Promise<string[]>;
  /**
   * Removes a site and all that is kept of it. For trial and training sites: their numbers were never
   * real. Relays of all processes drop it. @throws StoreDown
   */
  forget(site: string): Promise<void>;
  /**
   * Whether `forget` removed the site and nobody made it anew. A store that lost everything says no:
   * whoever follows a site there waits for it to come back.
   */
  forgotten(site: string): Promise<boolean>;
  /**
   * Deletes what is older than the site keeps: tickets and lanes of days before `ticketsBefore`, entries of
   * days before `journalBefore` (local dates). Never today, never a day that is not closed.
   * @returns how many entries went
   */
  trim(site: string, ticketsBefore: string, journalBefore: string): Promise<number>;
  note(site: string, ticket: string): Promise<string | null>;
  /** What `record` kept under a code; `null` where nothing is. @throws StoreDown */
  papers(site: string, code: string): Promise<string | null>;
  /** The line that was added to a ticket's rating; `null` where none is kept. @throws StoreDown */
  said(site: string, ticket: string): Promise<string | null>;
  /** Proves that the store takes and gives back a write. @throws StoreDown */
  canary(): Promise<void>;
  /** The store's own clock, ms (servers give Redis's time). */
  time(): Promise<number>;
}
export interface Follower {
  stop(): Promise<void>;
}

/** The store did not answer: whether the command was carried out is not known. */
export class StoreDown extends Error {
  override readonly name = 'StoreDown';
}
