/** Keys of access in Redis: one hash tag, so that a script may touch several of them on a cluster. */
const ROOT = 'motcua:{access}';

/** Channel on which the processes tell each other what changed. */
export const CHANNEL = `${ROOT}:changes`;

/** A book (`book.ts`): hash of id → JSON, and its revision. */
export function bookKeys(name: string): { entries: string; rev: string } {
  return { entries: `${ROOT}:${name}`, rev: `${ROOT}:${name}:rev` };
}
/** Hash of id → JSON of when it was last here. */
export function lastKey(name: string): string {
  return `${ROOT}:${name}:last`;
}
/** What a device that asks to be paired may claim, by the digest of its secret. */
export function offerKey(digest: string): string {
  return `${ROOT}:offer:${digest}`;
}
/** Digest of the secret of the device that shows this code. */
export function codeKey(code: string): string {
  return `${ROOT}:code:${code}`;
}
/** Sorted set of a person's sessions by when they began. */
export function sessionsKey(person: string): string {
  return `${ROOT}:sessions:${person}`;
}
/** What was taken of a day's share, by the digest of who took it. */
export function quotaKey(digest: string): string {
  return `${ROOT}:quota:${digest}`;
}
/** Wrong tries: `scope` says of what, `name` of whom, as a digest. */
export function triesKey(scope: 'pair' | 'hour' | 'day' | 'address', name: string): string {
  return `${ROOT}:tries:${scope}:${name}`;
}
