/** The whole state of a day as it stands in Redis, for comparison with the reference model. */
import type { Redis } from 'ioredis';
import type { Counter } from '../../server/protocol/counter.js';
import { BLANK_COUNTER, COUNTER_FIELDS } from '../../server/protocol/counter.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { BLANK_TICKET, TICKET_FIELDS } from '../../server/protocol/ticket.js';
import { siteKey, siteRoot } from '../../server/store/redis/keys.js';
import type { SiteState } from './site-state.js';

/** Reads a site's day key by key; only for tests, which nobody else writes to meanwhile. */
export async function dump(client: Redis, site: string, day: string): Promise<SiteState> {
  const root = siteRoot(site);
  const state: SiteState = {
    tickets: [],
    counters: [],
    owed: {},
    lanes: {},
    held: {},
    numbers: {},
    copies: {},
  };
  const keys = (await client.keys(`${root.replaceAll(/[[\]*?]/g, '\\$&')}:*`)).sort();
  for (const key of keys) {
    const [kind = '', ...parts] = key.slice(root.length + 1).split(':');
    const last = parts.at(-1) ?? '';
    if (kind === 'ticket') {
      const row = await client.hgetall(key);
      if (row['day'] !== day) continue;
      state.tickets.push(ticketFrom(last, row));
      if (row['copies'] !== undefined) state.copies[last] = Number(row['copies']);
      continue;
    }
    if (parts[0] !== day) continue;
    if (kind === 'counter') state.counters.push(counterFrom(last, await client.hgetall(key)));
    if (kind === 'normal' || kind === 'priority') {
      state.lanes[`${kind}:${last}`] = await client.zrange(key, '0', '-1');
    }
    if (kind === 'addressed') state.lanes[`counter:${last}`] = await client.zrange(key, '0', '-1');
    if (kind === 'held') state.held[last] = (await client.smembers(key)).sort();
  }
  state.owed = numbers(await client.hgetall(siteKey(site, 'owed', { day })));
  state.numbers = numbers(await client.hgetall(siteKey(site, 'numbers', { day })));
  return state;
}

function numbers(row: Record<string, string>): Record<string, number> {
  const pairs = Object.entries(row).map(([name, text]) => [name, Number(text)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== 0).sort());
}

function ticketFrom(id: string, row: Record<string, string>): Ticket {
  const ticket: Record<string, unknown> = {
    id,
    rev: Number(row['rev']),
    number: row['number'],
  };
  for (const field of TICKET_FIELDS)
    ticket[field] = valueOf(BLANK_TICKET[field], field, row[field]);
  return ticket as unknown as Ticket;
}

function counterFrom(id: string, row: Record<string, string>): Counter {
  const counter = { ...BLANK_COUNTER, id, rev: Number(row['rev']) };
  const values: Record<string, unknown> = {};
  for (const field of COUNTER_FIELDS) {
    values[field] = valueOf(BLANK_COUNTER[field], field, row[field]);
  }
  return Object.assign(counter, values);
}

const TIMES = new Set([
  'calledAt',
  'lastCallAt',
  'startedAt',
  'endedAt',
  'resumeAt',
  'deferredAt',
  'backAt',
]);

/** Reads a field by what it looks like when blank, apart from the code under test. */
function valueOf(blank: unknown, field: string, text: string | undefined): unknown {
  if (text === undefined) return null;
  if (typeof blank === 'number' || TIMES.has(field)) return Number(text);
  if (typeof blank === 'boolean') return text === '1';
  if (Array.isArray(blank)) return text === '' ? [] : text.split(',');
  if (field !== 'profile') return text;
  return text === ''
    ? []
    : text.split(',').map((entry) => {
        const [group, tier] = entry.split(':');
        return { group, tier: Number(tier) };
      });
}
