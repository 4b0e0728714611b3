import { createHmac, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';

const KEY = 'motcua:secret';

/**
 * The secret of this installation, made at its first start and shared by all its processes. It lies
 * beside the sessions that it signs: who can read the one can read the others.
 */
export async function installSecret(redis: Redis): Promise<string> {
  await redis.set(KEY, randomBytes(32).toString('base64url'), 'NX');
  const secret = await redis.get(KEY);
  if (secret === null) throw new Error('the store kept no secret');
  return secret;
}

/** A secret for one purpose, from which neither the first nor another can be told. */
export function derivedSecret(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}
