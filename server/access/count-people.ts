import type { Redis } from 'ioredis';
import { bookKeys } from './keys.js';

/** How many accounts an installation has, active or not. @throws the client's error */
export function countPeople(redis: Redis): Promise<number> {
  return redis.hlen(bookKeys('people').entries);
}
