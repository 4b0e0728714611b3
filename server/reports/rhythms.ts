/** What a usual day looks like at each site, counted from its journal once a day, in the background. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import { businessDay } from '../domain/day.js';
import { daysBefore } from '../domain/days-before.js';
import { zoneOffset } from '../domain/local-time.js';
import { RhythmCount } from '../domain/rhythm-count.js';
import { usualRhythm } from '../domain/usual-day.js';
import type { SiteView } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { RhythmAnswer } from '../protocol/rhythm.js';
import type { Store } from '../store/port.js';

export interface RhythmsParts {
  store: Pick<Store, 'entries' | 'firstSeq' | 'head'>;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** Days that are counted, and how far back they are looked for. */
const MOST_DAYS = 20;
const LOOK_BACK = 70;
/** Fewer days of one weekday say less than all days together. */
const ENOUGH_OF_WEEKDAY = 4;
const WEEK = 7;
const PAGE = 1_000;

interface Kept {
  day: string;
  answer: RhythmAnswer | null;
}
/** Entries `from ≤ seq < until` of one business day. */
interface Stretch {
  daysAgo: number;
  from: number;
  until: number;
}

export class Rhythms {
  readonly #parts: RhythmsParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: RhythmsParts) {
    this.#parts = parts;
  }

  /** What is known now; the first question of a day has the days before counted behind its back. */
  of(view: SiteView): RhythmAnswer {
    const { config, id } = view;
    const today = businessDay(this.#parts.clock.now(), config.site.timeZone);
    const kept = this.#kept.get(id);
    if (kept?.day !== today) {
      this.#kept.set(id, { day: today, answer: kept?.answer ?? null });
      this.#count(view, today).catch((error: unknown) => {
        // The next question tries again.
        this.#kept.set(id, { day: '', answer: kept?.answer ?? null });
        this.#parts.log.warn({ err: error, site: id }, 'the rhythm of the site was not counted');
      });
    }
    return kept?.answer ?? usualRhythm(config);
  }

  async #count({ id, config }: SiteView, today: string): Promise<void> {
    const stretches = await this.#stretches(id, today);
    const ofWeekday = stretches.filter(({ daysAgo }) => daysAgo % WEEK === 0);
    const counted = (ofWeekday.length < ENOUGH_OF_WEEKDAY ? stretches : ofWeekday).slice(
      0,
      MOST_DAYS,
    );
    if (counted.length === 0) return;
    const count = new RhythmCount();
    for (const { from, until } of counted) {
      let offset: number | null = null;
      for (let seq = from - 1; seq < until - 1; ) {
        const page = await this.#parts.store.entries(id, seq, Math.min(PAGE, until - 1 - seq));
        if (page.length === 0) break;
        // Once a day: finding it takes longer than all else that is done with an entry.
        offset ??= zoneOffset(page[0]?.at ?? 0, config.site.timeZone);
        for (const entry of page) count.add(entry, offset);
        seq = page.at(-1)?.seq ?? until;
        // Whoever gives a number meanwhile does not wait for this.
        await turn();
      }
    }
    const { days } = count;
    if (days === 0) return;
    const answer: RhythmAnswer = { days, source: 'history', halfHours: count.means() };
    this.#kept.set(id, { day: today, answer });
  }

  /** The days before today that something happened on, newest first. */
  async #stretches(site: string, today: string): Promise<Stretch[]> {
    const { store } = this.#parts;
    const found: Stretch[] = [];
    let until = (await store.firstSeq(site, today)) ?? ((await store.head(site))?.seq ?? 0) + 1;
    for (let daysAgo = 1; daysAgo <= LOOK_BACK; daysAgo += 1) {
      const from = await store.firstSeq(site, daysBefore(today, daysAgo));
      if (from === null || from >= until) continue;
      found.push({ daysAgo, from, until });
      until = from;
    }
    return found;
  }
}
