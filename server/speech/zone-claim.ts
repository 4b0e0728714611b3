/**
 * Which of several server processes speaks in a zone, and what was said there: one small hash in Redis. A
 * process that cannot speak asks for nothing; one that has a better loudspeaker is let have the zone between
 * two announcements. What is begun is written down before it is heard, so that nobody says it again.
 */
import type { Redis } from 'ioredis';
import { RANKS } from '../domain/speaker-choice.js';

/** ms of Redis time after which another may take a zone from a silent process. */
const TERM = 6_000;
/** Seconds for which it is known that a zone had a loudspeaker: longer than any holidays. */
const HAD = 30 * 86_400;
/** ms for which a saying is remembered: much longer than one may be begun late. */
const REMEMBERED = 600_000;

const NOW = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local me = ARGV[1]
local function ahead(field) return (tonumber(redis.call('HGET', KEYS[1], field)) or 0) - now end
local holder = ahead('ends') > 0 and redis.call('HGET', KEYS[1], 'holder') or nil
`;
/**
 * KEYS[1] the zone, ARGV[1] who asks, ARGV[2] rank of its loudspeaker, ARGV[3] ms, ARGV[4] rank of none.
 * Replies \`{ whose, yield, ms, sayings… }\`: 0 nobody's, 1 the asker's, 2 another's; whether one with a better
 * loudspeaker waits; for how long something is still being said; what was said, where the zone is newly taken.
 */
const CLAIM = `${NOW}
local rank = tonumber(ARGV[2])
local wisher = ahead('wish-ends') > 0 and redis.call('HGET', KEYS[1], 'wisher') or nil
if wisher == me then
  redis.call('HDEL', KEYS[1], 'wisher', 'wish-rank', 'wish-ends')
  wisher = nil
end
local better = wisher and tonumber(redis.call('HGET', KEYS[1], 'wish-rank')) < rank
if rank >= tonumber(ARGV[4]) then
  if holder == me then redis.call('HDEL', KEYS[1], 'holder', 'rank', 'ends') end
  return { (holder and holder ~= me) and 2 or 0, 0, 0 }
end
if holder == me or (not holder and not better) then
  redis.call('HSET', KEYS[1], 'holder', me, 'rank', rank, 'ends', now + ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ${2 * REMEMBERED})
  local reply = { 1, better and 1 or 0, math.max(0, ahead('until')) }
  if holder ~= me then
    for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
      if string.sub(field, 1, 2) == 's:' then reply[#reply + 1] = string.sub(field, 3) end
    end
  end
  return reply
end
if not better and rank < (tonumber(redis.call('HGET', KEYS[1], 'rank')) or 0) then
  redis.call('HSET', KEYS[1], 'wisher', me, 'wish-rank', rank, 'wish-ends', now + ARGV[3])
end
return { 2, 0, 0 }`;
/** KEYS[1] the zone, ARGV[1] who asks, ARGV[2] its turn, ARGV[3] ms, ARGV[4…] sayings. Replies a word and more. */
const BEGIN = `${NOW}
if holder ~= me then return { 'lost' } end
if ahead('until') > 0 then return { 'busy', tostring(ahead('until')) } end
local said = { 'said' }
for i = 4, #ARGV do
  if redis.call('HEXISTS', KEYS[1], 's:' .. ARGV[i]) == 1 then said[#said + 1] = ARGV[i] end
end
if #said > 1 then return said end
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local old = string.sub(all[i], 1, 2) == 's:' and now - all[i + 1] > ${REMEMBERED}
  if old then redis.call('HDEL', KEYS[1], all[i]) end
end
for i = 4, #ARGV do redis.call('HSET', KEYS[1], 's:' .. ARGV[i], now) end
redis.call('HSET', KEYS[1], 'turn', ARGV[2], 'until', now + ARGV[3])
return { 'begun' }`;
/** KEYS[1] the zone, ARGV[1] its turn, ARGV[2…] sayings that nobody heard. */
const END = `
if redis.call('HGET', KEYS[1], 'turn') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'turn', 'until')
for i = 2, #ARGV do redis.call('HDEL', KEYS[1], 's:' .. ARGV[i]) end
return 1`;

export interface Claimed {
  whose: 'nobody' | 'mine' | 'another';
  /** One with a better loudspeaker waits for the zone. */
  yields: boolean;
  /** ms for which a process before this one may still be heard. */
  busy: number;
  /** What was said before the zone was taken. */
  said: string[];
}
export type Begun =
  | { kind: 'begun' }
  /** Another has the zone by now. */
  | { kind: 'lost' }
  | { kind: 'busy'; ms: number }
  /** These were said already. */
  | { kind: 'said'; sayings: string[] };

export class ZoneClaim {
  readonly #key: string;

  /** @param owner tells server processes apart */
  constructor(
    private readonly redis: Redis,
    private readonly owner: string,
    site: string,
    zone: string,
  ) {
    this.#key = `motcua:speech:{${site}}:${zone}`;
  }

  /**
   * Takes the zone, or keeps it.
   * @param rank of the best loudspeaker here (`RANKS`); with none the zone is given back
   * @throws what Redis throws
   */
  async claim(rank: number): Promise<Claimed> {
    const args = [this.owner, String(rank), String(TERM), String(RANKS.none)];
    const reply = (await this.redis.eval(CLAIM, 1, this.#key, ...args)) as (number | string)[];
    const [whose, yields, busy, ...said] = reply;
    return {
      whose: whose === 1 ? 'mine' : whose === 2 ? 'another' : 'nobody',
      yields: yields === 1,
      busy: Number(busy),
      said: said.map(String),
    };
  }

  /**
   * Writes down that these are said from now on, for `ms` at the most.
   * @throws what Redis throws
   */
  async begin(turn: string, ms: number, sayings: readonly string[]): Promise<Begun> {
    const args = [this.owner, turn, String(ms), ...sayings];
    const reply = (await this.redis.eval(BEGIN, 1, this.#key, ...args)) as string[];
    const [word, ...more] = reply;
    if (word === 'begun' || word === 'lost') return { kind: word };
    if (word === 'busy') return { kind: 'busy', ms: Number(more[0]) };
    return { kind: 'said', sayings: more };
  }

  /** Something could speak in the zone, now. @throws what Redis throws */
  async keepHad(): Promise<void> {
    await this.redis.set(`${this.#key}:had`, '1', 'EX', HAD);
  }

  /** Whether anything could speak in the zone within the last weeks. @throws what Redis throws */
  async had(): Promise<boolean> {
    return (await this.redis.exists(`${this.#key}:had`)) === 1;
  }

  /** @param unheard sayings of which nothing came out @throws what Redis throws */
  async end(turn: string, unheard: readonly string[]): Promise<void> {
    await this.redis.eval(END, 1, this.#key, turn, ...unheard);
  }
}
