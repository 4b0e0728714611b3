import type { Redis } from 'ioredis';
import { infoFields, settingsOf } from './probe.js';

/** What is wrong with an operator's own Redis. Words: the locales, `engine.finding.<code>`. */
type FindingCode =
  | 'version-old'
  | 'append-only-off'
  | 'fsync-not-always'
  | 'evicts'
  | 'settings-hidden';

export interface Finding {
  code: FindingCode;
  /** What it is, as Redis says it. */
  found: string;
  /** What it should be. */
  wanted: string;
  /** Numbers can be lost or given twice (`risk`), or the product cannot work (`fatal`). */
  weight: 'risk' | 'fatal';
}

/** An operator's Redis with which the product cannot work. */
export class UnfitRedis extends Error {
  override readonly name = 'UnfitRedis';
  constructor(readonly finding: Finding) {
    super(`${finding.code}: ${finding.found}`);
  }
}

/** An operator's Redis that did not answer in time. */
export class SilentRedis extends Error {
  override readonly name = 'SilentRedis';
  /** @param address without user and password @param reason what the client said last */
  constructor(
    readonly address: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`no answer from ${address}: ${reason}`, options);
  }
}

/** `host:port` of a Redis, or its socket: what may be shown and logged, without user and password. */
export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return 'REDIS_URL';
  const { protocol, host, pathname } = new URL(url);
  return protocol === 'unix:' ? decodeURIComponent(pathname) : host;
}

/** Redis 7.0 or Valkey (which began at 7.2 and reports itself as Redis 7.2.4): scripts with `#!lua`. */
const OLDEST_MAJOR = 7;

/** The settings without which an acknowledged number may be lost (`appendfsync` before all). */
const WANTED = [
  ['appendonly', 'yes', 'append-only-off'],
  ['appendfsync', 'always', 'fsync-not-always'],
  ['maxmemory-policy', 'noeviction', 'evicts'],
] as const;

/**
 * Checks version, persistence and eviction of the Redis behind a connection.
 * @throws the client's error when Redis does not answer
 */
export async function inspectRedis(client: Redis): Promise<Finding[]> {
  const findings: Finding[] = [];
  const version = infoFields(await client.info('server')).get('redis_version') ?? '';
  if (Number.parseInt(version, 10) < OLDEST_MAJOR || version === '') {
    findings.push({
      code: 'version-old',
      found: version,
      wanted: `${OLDEST_MAJOR}.0`,
      weight: 'fatal',
    });
  }
  for (const [name, wanted, code] of WANTED) {
    const found = await readSetting(client, name);
    if (found === null) {
      return [...findings, { code: 'settings-hidden', found: name, wanted, weight: 'risk' }];
    }
    if (found !== wanted) findings.push({ code, found, wanted, weight: 'risk' });
  }
  return findings;
}

/** `null` where a hosted Redis does not let its settings be read. */
async function readSetting(client: Redis, name: string): Promise<string | null> {
  try {
    return settingsOf(await client.config('GET', name)).get(name) ?? null;
  } catch (error) {
    if (error instanceof Error && /^(NOPERM|ERR unknown)/.test(error.message)) return null;
    throw error;
  }
}
