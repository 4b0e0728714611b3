/**
 * Deleting what a site no longer keeps. No script: days that are over are changed by no command, and a
 * key is deleted whole, so that a run cut short is finished by the next.
 */
import type { Redis } from 'ioredis';
import { FORGOTTEN_KEY, journalKey, SITES_KEY, siteKey, siteRoot } from './keys.js';

/** Keys looked at in one step of a SCAN; commands take their turn between two steps. */
const STEP = 500;

/** Every key of a site that exists all the while, in portions; some may come twice. */
async function* keysOf(redis: Redis, site: string): AsyncGenerator<string[]> {
  let cursor = '0';
  do {
    const reply = await redis.scan(cursor, 'MATCH', `${siteRoot(site)}:*`, 'COUNT', STEP);
    cursor = reply[0];
    if (reply[1].length > 0) yield reply[1];
  } while (cursor !== '0');
}

/** Removes a site: first what makes it one, so that from then on every command is refused. */
export async function forgetSite(redis: Redis, site: string): Promise<void> {
  await redis.sadd(FORGOTTEN_KEY, site);
  await redis.unlink(
    siteKey(site, 'head', {}),
    siteKey(site, 'config', {}),
    siteKey(site, 'rules', {}),
  );
  for await (const keys of keysOf(redis, site)) await redis.unlink(...keys);
  await redis.srem(SITES_KEY, site);
}

/** `{site}:<name>:<day>`, with or without a group or counter behind it. */
const OF_DAY = /^:[a-z]+:(\d{4}-\d{2}-\d{2})(?::|$)/;
const TICKET = /^:ticket:(\d+)$/;

/** Deletes tickets, their notes, and everything else of the days that are `past`. */
export async function trimTickets(
  redis: Redis,
  site: string,
  past: (day: string) => boolean,
): Promise<void> {
  const root = siteRoot(site).length;
  for await (const keys of keysOf(redis, site)) {
    const gone: string[] = [];
    const tickets: string[] = [];
    for (const key of keys) {
      const name = key.slice(root);
      const day = OF_DAY.exec(name)?.[1];
      if (day !== undefined && past(day)) gone.push(key);
      const id = TICKET.exec(name)?.[1];
      if (id !== undefined) tickets.push(id);
    }
    const days = await Promise.all(
      tickets.map((id) => redis.hget(siteKey(site, 'ticket', { id }), 'day')),
    );
    for (const [i, id] of tickets.entries()) {
      const day = days[i];
      if (typeof day === 'string' && past(day)) {
        gone.push(siteKey(site, 'ticket', { id }), siteKey(site, 'note', { id }));
      }
    }
    if (gone.length > 0) await redis.unlink(...gone);
  }
}

/**
 * Deletes the entries before the first day that is kept, or that a reader has not dealt with. Of a day
 * that was opened again all stays until its last part goes.
 * @returns how many entries went
 */
export async function trimJournal(
  redis: Redis,
  site: string,
  past: (day: string) => boolean,
): Promise<number> {
  const firsts = Object.entries(await redis.hgetall(siteKey(site, 'firsts', {})));
  const needed = await firstNeeded(redis, journalKey(site));
  const kept = firsts.filter(([day]) => !past(day)).map(([, seq]) => Number(seq));
  // A whole day is kept or goes: what a reader still needs keeps the day that it lies in.
  const borders = firsts.map(([, seq]) => Number(seq)).filter((seq) => seq <= needed);
  const first = Math.min(...kept, Math.max(0, ...borders));
  const gone = firsts.filter(([, seq]) => Number(seq) < first).map(([day]) => day);
  if (gone.length === 0) return 0;
  const count = await redis.xtrim(journalKey(site), 'MINID', `${first}-0`);
  await redis
    .multi()
    .hdel(siteKey(site, 'firsts', {}), ...gone)
    .hdel(siteKey(site, 'lines', {}), ...gone)
    .srem(siteKey(site, 'closed', {}), ...gone)
    .exec();
  return count;
}

/** The first seq that some consumer group has not acknowledged; infinite without a group. */
async function firstNeeded(redis: Redis, journal: string): Promise<number> {
  const needed = (await groupsOf(redis, journal)).map(async ({ name, delivered }) => {
    const [, lowest] = await redis.xpending(journal, name);
    return typeof lowest === 'string' ? seqOf(lowest) : delivered + 1;
  });
  return Math.min(Infinity, ...(await Promise.all(needed)));
}

async function groupsOf(
  redis: Redis,
  journal: string,
): Promise<{ name: string; delivered: number }[]> {
  const reply: unknown = await redis.xinfo('GROUPS', journal);
  if (!Array.isArray(reply)) return [];
  return reply.map((row: unknown) => {
    const field = (name: string): string => {
      const at = Array.isArray(row) ? row.indexOf(name) : -1;
      const value: unknown = Array.isArray(row) ? row[at + 1] : undefined;
      if (at < 0 || typeof value !== 'string') throw new Error(`a group without ${name}`);
      return value;
    };
    return { name: field('name'), delivered: seqOf(field('last-delivered-id')) };
  });
}

/** `<seq>-0` */
function seqOf(id: string): number {
  return Number(id.slice(0, id.indexOf('-')));
}
