/** The store in Redis: one Lua script a command, the journal a stream. */
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { CommandName, Commands } from '../../protocol/commands.js';
import type { ConfigVersion } from '../../protocol/config.js';
import type { JournalEntry } from '../../protocol/journal.js';
import type { Context, Follower, Head, Reply, Store } from '../port.js';
import { StoreDown } from '../port.js';
import { wellFormedJson } from '../well-formed.js';
import { parseEntry } from './entries.js';
import { asStoreError, isUnknownScript } from './failures.js';
import { forgetSite, trimJournal, trimTickets } from './housekeeping.js';
import { JournalFollower } from './journal-follower.js';
import { FORGOTTEN_KEY, journalKey, SITES_KEY, siteKey, siteRoot } from './keys.js';
import { loadScripts, type Script, type Scripts } from './scripts.js';

export interface RedisClients {
  /** For commands and reads: no offline queue, no resending, a timeout. */
  command: Redis;
  /** Makes a client for blocking reads; whoever asked closes it. */
  tail: () => Redis;
}

/** A note is kept until the end of its day and one day more, real seconds. */
const NOTE_DAYS_AFTER = 1;
const MINUTES_A_DAY = 24 * 60;
/** Key of the canary, real seconds that one is kept. */
const CANARY_SECONDS = 60;

export class RedisStore implements Store {
  #scripts: Scripts | null;

  /** @param scripts loaded from the files beside this module at first use, unless handed in */
  constructor(
    private readonly clients: RedisClients,
    scripts: Scripts | null = null,
  ) {
    this.#scripts = scripts;
  }

  async command<N extends CommandName>(
    name: N,
    args: Commands[N],
    context: Context,
  ): Promise<Reply> {
    // Registered first: a site that was configured is never missing from the set, and `sites()`
    // leaves out those whose configuration was refused.
    if (name === 'configure') {
      await this.#ask('sites', async (redis) => {
        await redis.sadd(SITES_KEY, context.site);
        await redis.srem(FORGOTTEN_KEY, context.site);
      });
    }
    const answer = await this.#run(name, context.site, [
      wellFormedJson(args),
      context.key,
      context.fingerprint,
      context.actor,
      context.via,
      String(context.now),
      context.day,
      String(context.minute),
      String(context.weekday),
      context.stepped ? '1' : '0',
      String((MINUTES_A_DAY * (1 + NOTE_DAYS_AFTER) - context.minute) * 60),
    ]);
    return replyFrom(name, answer);
  }

  async replay(site: string, key: string, fingerprint: string): Promise<Reply | null> {
    const stored = await this.#ask('replay', (redis) =>
      redis.get(siteKey(site, 'result', { request: key })),
    );
    if (stored === null) return null;
    // As scripts/include/commit.lua wrote it and frame.lua reads it.
    const end = stored.indexOf('\n');
    if (stored.slice(0, end) !== fingerprint) {
      return { ok: false, replayed: false, code: 'key-reused' };
    }
    return replyFrom('replay', [1, stored.slice(end + 1)]);
  }

  async entries(site: string, after: number, limit: number): Promise<JournalEntry[]> {
    const rows = await this.#ask('entries', (redis) =>
      redis.xrange(journalKey(site), `${after + 1}-0`, '+', 'COUNT', limit),
    );
    return rows.map(([id, fields]) => parseEntry(id, fields));
  }

  follow(
    site: string,
    after: number,
    take: (entries: JournalEntry[]) => void | Promise<void>,
  ): Follower {
    const follower = new JournalFollower(this.clients.tail(), journalKey(site), after, take);
    follower.start();
    return follower;
  }

  async head(site: string): Promise<Head | null> {
    const [seq, at, day, h, offset] = await this.#ask('head', (redis) =>
      redis.hmget(siteKey(site, 'head', {}), 'seq', 'at', 'day', 'h', 'offset'),
    );
    if (!seq || !at || !day || !h) return null;
    return { seq: Number(seq), at: Number(at), day, h, offset: Number(offset ?? 0) };
  }

  async firstSeq(site: string, day: string): Promise<number | null> {
    const seq = await this.#ask('firstSeq', (redis) =>
      redis.hget(siteKey(site, 'firsts', {}), day),
    );
    return seq === null ? null : Number(seq);
  }

  async unclosedDays(site: string, today: string): Promise<string[]> {
    const [begun, closed] = await this.#ask('unclosedDays', (redis) =>
      Promise.all([
        redis.hkeys(siteKey(site, 'firsts', {})),
        redis.smembers(siteKey(site, 'closed', {})),
      ]),
    );
    const done = new Set(closed).add(today);
    return begun.filter((day) => !done.has(day)).sort();
  }

  config(site: string): Promise<string | null> {
    return this.#ask('config', (redis) => redis.get(siteKey(site, 'config', {})));
  }

  async configVersions(site: string): Promise<ConfigVersion[]> {
    const kept = await this.#ask('configVersions', (redis) =>
      redis.hgetall(siteKey(site, 'versions', {})),
    );
    return Object.entries(kept)
      .map(([version, made]) => {
        const end = made.indexOf(' ');
        return {
          version: Number(version),
          at: Number(made.slice(0, end)),
          actor: made.slice(end + 1),
        };
      })
      .sort((a, b) => b.version - a.version);
  }

  configAt(site: string, version: number): Promise<string | null> {
    return this.#ask('configAt', (redis) =>
      redis.hget(siteKey(site, 'configs', {}), String(version)),
    );
  }

  forget(site: string): Promise<void> {
    return this.#ask('forget', (redis) => forgetSite(redis, site));
  }

  async forgotten(site: string): Promise<boolean> {
    return (await this.#ask('forgotten', (redis) => redis.sismember(FORGOTTEN_KEY, site))) === 1;
  }

  async trim(site: string, ticketsBefore: string, journalBefore: string): Promise<number> {
    const head = await this.head(site);
    if (head === null) return 0;
    const open = new Set(await this.unclosedDays(site, head.day)).add(head.day);
    return this.#ask('trim', async (redis) => {
      await trimTickets(redis, site, (day) => day < ticketsBefore && !open.has(day));
      return trimJournal(redis, site, (day) => day < journalBefore && !open.has(day));
    });
  }

  async sites(): Promise<string[]> {
    const known = await this.#ask('sites', (redis) => redis.smembers(SITES_KEY));
    const configs = await Promise.all(
      known.map((site) => this.#ask('sites', (redis) => redis.exists(siteKey(site, 'config', {})))),
    );
    return known.filter((_, i) => configs[i] === 1).sort();
  }

  note(site: string, ticket: string): Promise<string | null> {
    return this.#ask('note', (redis) => redis.get(siteKey(site, 'note', { id: ticket })));
  }

  papers(site: string, code: string): Promise<string | null> {
    return this.#ask('papers', (redis) => redis.get(siteKey(site, 'papers', { code })));
  }

  said(site: string, ticket: string): Promise<string | null> {
    return this.#ask('said', (redis) => redis.get(siteKey(site, 'said', { id: ticket })));
  }

  async canary(): Promise<void> {
    const key = `motcua:canary:${randomUUID()}`;
    const given = await this.#ask('canary', async (redis) => {
      await redis.set(key, key, 'EX', CANARY_SECONDS);
      const back = await redis.get(key);
      await redis.del(key);
      return back;
    });
    if (given !== key) throw new StoreDown('canary: the store did not give back what it took');
  }

  async time(): Promise<number> {
    const [seconds, microseconds] = await this.#ask('time', (redis) => redis.time());
    return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
  }

  /** @throws StoreDown, or an Error with the script's name when the script itself is at fault. */
  async #run(name: CommandName, site: string, args: string[]): Promise<unknown> {
    const script = this.#script(name);
    return this.#ask(`script ${name}`, async (redis) => {
      try {
        return await redis.evalsha(script.sha, 1, siteRoot(site), ...args);
      } catch (error) {
        if (!isUnknownScript(error)) throw error;
        return redis.eval(script.source, 1, siteRoot(site), ...args);
      }
    });
  }

  #script(name: CommandName): Script {
    this.#scripts ??= loadScripts();
    const script = this.#scripts.get(name);
    if (!script) throw new Error(`there is no script for ${name}`);
    return script;
  }

  async #ask<T>(what: string, question: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await question(this.clients.command);
    } catch (error) {
      throw asStoreError(error, what);
    }
  }
}

/** @param answer `[1 if stored, the reply as JSON]` (scripts/include/frame.lua) */
function replyFrom(name: CommandName | 'replay', answer: unknown): Reply {
  if (!Array.isArray(answer) || typeof answer[1] !== 'string') {
    throw new Error(`script ${name}: an answer of an unknown shape`);
  }
  // Our own script wrote it; the conformance suite holds it against the reference model.
  const reply = JSON.parse(answer[1]) as Reply;
  return { ...reply, replayed: answer[0] === 1 };
}
