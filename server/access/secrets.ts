/** Random names and secrets, and what is kept of them. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

/** An id such as `p-7k3m9x2w4f8b`: about 59 random bits, lower case, fit for addresses and the journal. */
export function newId(kind: 'p' | 'd' | 't'): string {
  const letters = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]);
  return `${kind}-${letters.join('')}`;
}

/** 256 random bits, base64url (OWASP ASVS 5.0, 7.2.3 asks for 128). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret of that many bits; too dear to be tried out, so no slow hash is needed. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares in constant time. */
export function sameText(given: string, own: string): boolean {
  const bytes = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(bytes(given), bytes(own));
}
