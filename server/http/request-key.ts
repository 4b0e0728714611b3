/** What the store and the journal know of an `Idempotency-Key`. */
import { createHash } from 'node:crypto';

/** Characters of a digest: 192 bits, and a key by its own form. */
const LENGTH = 32;

/**
 * Whoever sends a key chooses its letters, and may make it of a name or a telephone; what is journaled
 * for years must hold none.
 */
export function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, LENGTH);
}
