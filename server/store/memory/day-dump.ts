/** The whole state of one business day of a site, in a shape that every store can be asked for. */
import type { Counter } from '../../protocol/counter.js';
import type { Ticket } from '../../protocol/ticket.js';
import { laneOf } from '../../domain/waiting.js';
import { dayOf, type SiteState } from './site.js';

export interface DayDump {
  /** Tickets of that day, by id. */
  tickets: Ticket[];
  /** Counters touched that day (`rev > 0`), by id. */
  counters: Counter[];
  /** Normal calls owed per group; only what is above 0. */
  owed: Record<string, number>;
  /** Waiting ids in lane order; keys `counter:<id>`, `priority:<group>`, `normal:<group>`; no empty lanes. */
  lanes: Record<string, string[]>;
  /** Ids held (called or serving) per counter, in id order; no empty ones. */
  held: Record<string, string[]>;
  /** Last number given per letter. */
  numbers: Record<string, number>;
  /** Slips asked for per ticket id of that day; only what is above 0. */
  copies: Record<string, number>;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sorted<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compare(a, b)));
}

function gathered(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [key, value] of pairs) lists.set(key, [...(lists.get(key) ?? []), value]);
  return sorted(lists);
}

export function dumpDay(site: SiteState, name: string): DayDump {
  const day = dayOf(site, name);
  const tickets = [...site.tickets.values()]
    .filter((ticket) => ticket.day === name)
    .sort((a, b) => compare(a.id, b.id));
  const inLine = [...tickets].sort((a, b) => a.readyAt - b.readyAt || compare(a.id, b.id));
  return {
    tickets,
    counters: [...day.counters.values()].sort((a, b) => compare(a.id, b.id)),
    owed: sorted([...day.owed].filter(([, value]) => value > 0)),
    lanes: gathered(
      inLine.flatMap((ticket) => {
        const lane = laneOf(ticket);
        return lane ? [[lane, ticket.id] as const] : [];
      }),
    ),
    held: gathered(
      tickets.flatMap(({ id, state, counter }) =>
        (state === 'called' || state === 'serving') && counter !== null
          ? [[counter, id] as const]
          : [],
      ),
    ),
    numbers: sorted(day.numbers),
    copies: sorted([...site.copies].filter(([id]) => site.tickets.get(id)?.day === name)),
  };
}
