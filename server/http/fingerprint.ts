/** Tells a repeated request from another one under the same key. */
import { createHash } from 'node:crypto';

/**
 * SHA-256, hex, over method, path, body and actor.
 * @param body parsed JSON: the order of its keys does not count
 */
export function fingerprint(method: string, path: string, body: unknown, actor: string): string {
  return createHash('sha256')
    .update(`${method}\n${path}\n${actor}\n${canonical(body)}`)
    .digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
