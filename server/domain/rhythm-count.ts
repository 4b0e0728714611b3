/** Counts days of the journal into what a usual day looks like. */
import type { JournalEntry } from '../protocol/journal.js';
import type { RhythmHalfHour } from '../protocol/rhythm.js';
import { localTime } from './local-time.js';

const HALF_HOUR = 30;
const MINUTE_MS = 60_000;

interface Half {
  groups: Map<string, number>;
  procedures: Map<string, number>;
  /** Minutes waited by those who were called, and how many those are. */
  waits: Map<string, { minutes: number; people: number }>;
}

export class RhythmCount {
  readonly #halves = new Map<number, Half>();
  readonly #days = new Set<string>();
  /** Who was not called yet, of the day that is being counted. */
  readonly #waiting = new Map<string, { from: number; group: string; at: number }>();

  /** Days on which numbers were given: one on which somebody only signed in is no day of business. */
  get days(): number {
    return this.#days.size;
  }

  /** @param offset minutes east of UTC at the site then */
  add(entry: JournalEntry, offset: number): void {
    if (entry.type === 'day.opened' && !entry.data.again) this.#waiting.clear();
    if (entry.type === 'ticket.issued') {
      this.#days.add(entry.day);
      const { hour, minute } = localTime(entry.at, offset);
      const from = Math.floor((hour * 60 + minute) / HALF_HOUR) * HALF_HOUR;
      const { ticket, set } = entry.data;
      const group = set.group ?? '';
      const half = this.#half(from);
      half.groups.set(group, (half.groups.get(group) ?? 0) + 1);
      const { procedure } = set;
      if (procedure) half.procedures.set(procedure, (half.procedures.get(procedure) ?? 0) + 1);
      this.#waiting.set(ticket, { from, group, at: entry.at });
    }
    if (entry.type === 'ticket.called') this.#called(entry.data.ticket, entry.at);
  }

  /** The first call ends the wait; later ones are of further stops. */
  #called(ticket: string, at: number): void {
    const waiting = this.#waiting.get(ticket);
    if (waiting === undefined) return;
    this.#waiting.delete(ticket);
    const { waits } = this.#half(waiting.from);
    const { minutes, people } = waits.get(waiting.group) ?? { minutes: 0, people: 0 };
    const waited = Math.max(0, at - waiting.at) / MINUTE_MS;
    waits.set(waiting.group, { minutes: minutes + waited, people: people + 1 });
  }

  /** Means over the days, in order of time. */
  means(): RhythmHalfHour[] {
    const { days } = this;
    const mean = (counts: ReadonlyMap<string, number>): Record<string, number> =>
      Object.fromEntries([...counts].map(([id, count]) => [id, count / days]));
    return [...this.#halves]
      .sort(([one], [other]) => one - other)
      .map(([from, { groups, procedures, waits }]) => ({
        from,
        groups: mean(groups),
        waits: Object.fromEntries(
          [...groups.keys()].map((id) => {
            const known = waits.get(id);
            return [id, known === undefined ? null : known.minutes / known.people];
          }),
        ),
        procedures: mean(procedures),
      }));
  }

  #half(from: number): Half {
    const known = this.#halves.get(from);
    if (known) return known;
    const made: Half = { groups: new Map(), procedures: new Map(), waits: new Map() };
    this.#halves.set(from, made);
    return made;
  }
}
