/**
 * How the fields of tickets and counters are kept in a flat hash, written once for TypeScript and for
 * the scripts. A field that is null is absent.
 */
import {
  BLANK_COUNTER,
  COUNTER_FIELDS,
  type Counter,
  type CounterField,
} from '../../protocol/counter.js';
import {
  BLANK_TICKET,
  TICKET_FIELDS,
  TICKET_STATES,
  type Ticket,
  type TicketField,
} from '../../protocol/ticket.js';

/** `list`: slugs joined by commas; `profile`: `group:tier` joined by commas; `flag`: `1` or `0`. */
type KindOf<T> = [NonNullable<T>] extends [string]
  ? 'text'
  : [NonNullable<T>] extends [number]
    ? 'number'
    : [NonNullable<T>] extends [boolean]
      ? 'flag'
      : [NonNullable<T>] extends [readonly string[]]
        ? 'list'
        : 'profile';

const TICKET_KINDS: { readonly [F in TicketField]: KindOf<Ticket[F]> } = {
  day: 'text',
  group: 'text',
  state: 'text',
  issuedAt: 'number',
  readyAt: 'number',
  priority: 'text',
  procedure: 'text',
  language: 'text',
  escort: 'flag',
  remote: 'flag',
  note: 'flag',
  mark: 'text',
  stop: 'number',
  stops: 'list',
  to: 'text',
  counter: 'text',
  calledAt: 'number',
  calls: 'number',
  lastCallAt: 'number',
  startedAt: 'number',
  endedAt: 'number',
  parkedBy: 'text',
  resumeAt: 'number',
  deferredAt: 'number',
  reason: 'text',
  outcome: 'text',
  resultDate: 'text',
};

const COUNTER_KINDS: { readonly [F in CounterField]: KindOf<Counter[F]> } = {
  state: 'text',
  reason: 'text',
  since: 'number',
  backAt: 'number',
  profile: 'profile',
};

/** Lua tables: field order, kinds and blank records of both protocols, and the states of tickets. */
export function fieldsAsLua(): string {
  return [
    `local TICKET_FIELDS = ${luaList(TICKET_FIELDS)}`,
    `local TICKET_KINDS = ${luaTable(TICKET_KINDS)}`,
    `local BLANK_TICKET = ${luaTable(BLANK_TICKET)}`,
    `local TICKET_STATES = ${luaTable(Object.fromEntries(TICKET_STATES.map((state) => [state, true])))}`,
    `local COUNTER_FIELDS = ${luaList(COUNTER_FIELDS)}`,
    `local COUNTER_KINDS = ${luaTable(COUNTER_KINDS)}`,
    `local BLANK_COUNTER = ${luaTable(BLANK_COUNTER)}`,
  ].join('\n');
}

function luaTable(record: object): string {
  const rows = Object.entries(record)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `['${name}'] = ${luaValue(value)}`);
  return `{ ${rows.join(', ')} }`;
}

function luaList(values: readonly unknown[]): string {
  return `{ ${values.map(luaValue).join(', ')} }`;
}

function luaValue(value: unknown): string {
  if (Array.isArray(value)) return luaList(value);
  return typeof value === 'string' ? `'${value}'` : String(value);
}
