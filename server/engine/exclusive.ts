/** Something that only one process of an installation may be doing at a time. */
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** ms after which another may begin when the one at work fell silent; renewed at a third of it. */
const TERM_MS = 60_000;

/** KEYS[1] the lock, ARGV[1] who holds it, ARGV[2] ms. */
const RENEW = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`;
/** KEYS[1] the lock, ARGV[1] who gives it back. */
const GIVE_BACK = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * Does `work` unless somebody does it already.
 * @returns what `work` gave, or `null` when another is at it
 * @throws what `work` throws, or the client's error when the lock cannot be taken
 */
export async function exclusively<T>(
  redis: Redis,
  name: string,
  work: () => Promise<T>,
): Promise<{ value: T } | null> {
  const key = `motcua:exclusive:${name}`;
  const holder = randomUUID();
  const taken = await redis.set(key, holder, 'PX', TERM_MS, 'NX');
  if (taken === null) return null;
  const renew = setInterval(() => {
    // A renewal that fails leaves two thirds of the term for the next one.
    redis.eval(RENEW, 1, key, holder, String(TERM_MS)).catch(() => undefined);
  }, TERM_MS / 3);
  try {
    return { value: await work() };
  } finally {
    clearInterval(renew);
    // Without an answer the lock ends by itself.
    await redis.eval(GIVE_BACK, 1, key, holder).catch(() => undefined);
  }
}
