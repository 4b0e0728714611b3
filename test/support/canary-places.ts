/** Every place in which a product may have kept what somebody typed, byte by byte. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Canary, Finder } from './canaries.js';
import type { Watched } from './watched-product.js';

export interface Place {
  where: string;
  bytes: Buffer;
  /** Nothing that a person typed may ever be there. */
  impersonal: boolean;
}

/** BullMQ's jobs, what was sent to printers, and the journals. */
const IMPERSONAL_KEY = /^(?:\{jobs\}|\{print\}|\{[^}]+\}:journal$)/;
const IMPERSONAL_FILE = /^paper\//;

/** Names and values of all keys, and what Redis remembers of commands and clients. */
export async function redisPlaces(client: Redis): Promise<Place[]> {
  // First, or it would remember this search and nothing else.
  const remembered = [await client.slowlog('GET', '-1'), await client.client('LIST')];
  const bytes = Buffer.from(JSON.stringify(remembered));
  const places: Place[] = [{ where: 'Redis itself', bytes, impersonal: true }];
  for await (const keys of client.scanBufferStream({ count: 500 })) {
    for (const key of keys as Buffer[]) {
      const value = await client.dumpBuffer(key);
      const where = `Redis ${key.toString()}`;
      const bytes = Buffer.concat([key, Buffer.from('\n'), value ?? Buffer.alloc(0)]);
      places.push({ where, bytes, impersonal: IMPERSONAL_KEY.test(key.toString()) });
    }
  }
  return places;
}

/** All files of the data folder but the ballast, which is 32 MiB of nothing. */
export async function filePlaces(dataDir: string): Promise<Place[]> {
  const found = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && entry.name !== 'ballast');
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  const places = paths.map(async (path): Promise<Place | null> => {
    const where = path.slice(dataDir.length + 1);
    // A file that Redis has just replaced is gone.
    const bytes = await readFile(path).catch(() => null);
    return bytes && { where, bytes, impersonal: IMPERSONAL_FILE.test(where) };
  });
  return (await Promise.all(places)).filter((place) => place !== null);
}

const PAGES = [
  '',
  'sign-in',
  'door',
  'desk/1',
  'desk/1/pad',
  'hall',
  'sign/1',
  'no-entry',
  'pair',
  'enrol',
  'admin',
];
const SECTIONS = [
  'people',
  'devices',
  'tokens',
  'journal',
  'operations',
  'checks',
  'versions',
  'ratings',
  'recordings',
];
const IMPERSONAL_ANSWERS = ['metrics', 'readyz', 'api/v1/diagnostics', 'api/v1/openapi.json'];

/**
 * What it answers to those who may see most.
 * @param cookie of an admin of all sites
 * @param tickets ids of tickets whose slips are looked at
 * @param links paths of tickets' own pages
 */
export async function answerPlaces(
  hall: Watched,
  site: string,
  cookie: string,
  tickets: readonly string[],
  links: readonly string[],
): Promise<Place[]> {
  const read = async (path: string, headers: Record<string, string>): Promise<Place> => {
    const answer = await fetch(`${hall.url}/${path}`, { headers });
    const head = JSON.stringify([...answer.headers]);
    const bytes = Buffer.concat([Buffer.from(head), Buffer.from(await answer.arrayBuffer())]);
    const impersonal = IMPERSONAL_ANSWERS.includes(path) || /\/journal[?/]|\.png$|^t\//.test(path);
    if (!answer.ok) throw new Error(`${answer.status} for ${path}: ${bytes.toString()}`);
    return { where: `/${path}`, bytes, impersonal };
  };
  const pages = [...PAGES, ...SECTIONS.map((section) => `admin/${section}`)];
  const api = `api/v1/sites/${site}`;
  const program = { Authorization: `Bearer ${hall.token}` };
  const parts = [
    'board',
    'people',
    'devices',
    'tokens',
    'config',
    'operations',
    'printers',
    'ratings',
    'recordings',
  ];
  const answers = [
    ...IMPERSONAL_ANSWERS,
    ...['api/v1/sites', 'api/v1/backups', `${api}/config/versions`],
    ...parts.map((part) => `${api}/${part}`),
    ...[`${api}/journal/view?limit=500`],
    ...tickets.map((id) => `${api}/tickets/${id}.png`),
    ...links,
  ];
  const places: Place[] = [];
  for (const page of pages) places.push(await read(page, { Cookie: cookie }));
  for (const path of answers) places.push(await read(path, program));
  for (let after = 0; ; after += 1_000) {
    const page = await read(`${api}/journal?limit=1000&after=${after}`, program);
    places.push(page);
    if (!page.bytes.includes('"seq"')) return places;
  }
}

/** What stands where it should not: each kind in each place once, with one of the strings. */
export function report(finder: Finder, places: readonly Place[]): string[] {
  const lines = new Map<string, string>();
  for (const { where, bytes } of places) {
    for (const { text, into } of finder.in(bytes)) lines.set(`${into} → ${where}`, text);
  }
  return [...lines].map(([line, text]) => `${line}: ${text}`);
}

/** Those that are in no place of this kind. */
export function missing(
  finder: Finder,
  wanted: readonly Canary[],
  places: readonly Place[],
  kind: RegExp,
): string[] {
  const those = places.filter(({ where }) => kind.test(where));
  const found = finder.in(Buffer.concat(those.map(({ bytes }) => bytes)));
  return wanted.filter((canary) => !found.has(canary)).map(({ text, into }) => `${into}: ${text}`);
}
