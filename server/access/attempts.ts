/**
 * How often somebody may try (OWASP ASVS 5.0, 6.3.1). Every try counts as wrong until it proved right, so
 * that many at once are no way around it.
 */
import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { AppError, TooMany, WrongSecret } from '../errors.js';
import { triesKey } from './keys.js';

/** Wrong tries of one account from one place before it has to wait. */
const FREE = 5;
/** The same from an address with many wrong tries: a right secret at the first go still gets in. */
const FREE_OF_CROWD = 1;
/** Wrong tries of an unpaired address within `CROWD_MS` past which it is such a crowd. */
const CROWD = 30;
const CROWD_MS = 600_000;
/** Past as many, names that nobody has are not even tried. */
const FLOOD = 300;
/** ms of the first wait; each further wrong try doubles it. */
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 900_000;
/** ms after which wrong tries of one account from one place are forgotten. */
const FORGET = 86_400_000;
/** Wrong tries of one account's PIN, or of its password, from all unpaired places, an hour and a day. */
const OF_HOUR = 40;
const HOUR = 3_600_000;
const OF_DAY = 100;
const DAY = 86_400_000;

/**
 * KEYS: pair, address, hour, day. ARGV: now, trusted, known, then the constants above.
 * @return { 1, tries left if wrong, ms to wait if wrong } or { 0, ms to wait }
 */
const BEGIN = `
local now, trusted, known = tonumber(ARGV[1]), ARGV[2] == '1', ARGV[3] == '1'
local free, freeOfCrowd, crowd, flood = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local function over(key, most)
  if (tonumber(redis.call('GET', key) or '0')) < most then return nil end
  return math.max(redis.call('PTTL', key), 1000)
end
local till = tonumber(redis.call('HGET', KEYS[1], 'till') or '0')
if till > now then return { 0, till - now } end
if not trusted then
  local wait = over(KEYS[3], tonumber(ARGV[8])) or over(KEYS[4], tonumber(ARGV[9]))
    or (not known and over(KEYS[2], flood))
  if wait then return { 0, wait } end
  if over(KEYS[2], crowd) then free = freeOfCrowd end
end
local tries = redis.call('HINCRBY', KEYS[1], 'tries', 1)
local wait = 0
if tries >= free then
  wait = math.min(tonumber(ARGV[10]) * 2 ^ math.min(tries - free, 20), tonumber(ARGV[11]))
  redis.call('HSET', KEYS[1], 'till', now + wait)
end
redis.call('PEXPIRE', KEYS[1], ARGV[12])
if not trusted then
  for i, lifetime in ipairs({ ARGV[13], ARGV[14], ARGV[15] }) do
    if redis.call('INCR', KEYS[1 + i]) == 1 then redis.call('PEXPIRE', KEYS[1 + i], lifetime) end
  end
end
return { 1, math.max(free - tries, 0), wait }`;

/** KEYS as above; ARGV: trusted. The try was right: it does not count, and the pair begins anew. */
const RIGHT = `
redis.call('DEL', KEYS[1])
if ARGV[1] == '1' then return 0 end
for i = 2, 4 do
  local tries = tonumber(redis.call('GET', KEYS[i]) or '0')
  if tries > 0 then redis.call('DECR', KEYS[i]) end
end
return 0`;

export interface Attempt {
  /** Whom it is meant for: id of a person, or what was typed where nobody has that name. */
  account: string;
  /** What was typed: guessing a password must not keep its owner from joining by slip and PIN. */
  secret: 'pin' | 'password';
  /** Somebody is there for that account. */
  known: boolean;
  /** Id of a paired device, or an address. */
  place: string;
  /** A paired device, or this machine itself: only how often this account failed here counts. */
  trusted: boolean;
}

export interface Begun {
  /** What to throw if the secret is wrong. */
  wrong: WrongSecret;
  /** The secret was right. */
  right(): Promise<void>;
}

export class Attempts {
  readonly #redis: Redis;
  readonly #now: () => number;

  /** @param now real time, ms */
  constructor(redis: Redis, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  /** Counts a try. @throws TooMany where it may not be made now; AppError `store-down` */
  async begin({ account, secret, known, place, trusted }: Attempt): Promise<Begun> {
    const keys = [
      triesKey('pair', shortened(`${account}\n${place}`)),
      triesKey('address', shortened(place)),
      triesKey('hour', shortened(`${account}\n${secret}`)),
      triesKey('day', shortened(`${account}\n${secret}`)),
    ];
    const flags = [trusted ? '1' : '0', known ? '1' : '0'];
    const most = [FREE, FREE_OF_CROWD, CROWD, FLOOD, OF_HOUR, OF_DAY, FIRST_WAIT, LONGEST_WAIT];
    const lifetimes = [FORGET, CROWD_MS, HOUR, DAY];
    const args = [this.#now(), ...flags, ...most, ...lifetimes];
    const [admitted, left, wait] = await this.#run(BEGIN, keys, args);
    if (admitted !== 1) throw new TooMany(seconds(left ?? FIRST_WAIT));
    return {
      wrong: new WrongSecret(left ?? 0, seconds(wait ?? 0), known ? account : null),
      right: async () => {
        await this.#run(RIGHT, keys, [flags[0] ?? '0']);
      },
    };
  }

  async #run(script: string, keys: string[], args: (string | number)[]): Promise<number[]> {
    try {
      const reply: unknown = await this.#redis.eval(script, keys.length, ...keys, ...args);
      return Array.isArray(reply) ? reply.map(Number) : [];
    } catch (cause) {
      // Without its counters nobody gets in: fail closed.
      throw new AppError('store-down', {}, { cause });
    }
  }
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

/** A digest: what somebody typed as a name may be a password. */
function shortened(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}
