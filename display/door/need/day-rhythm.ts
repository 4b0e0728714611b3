/** What a usual day looks like here, as far as the door needs it. */
import type { DayNow } from '../../../server/domain/flow.js';
import { dateOf } from '../../../server/domain/hall-closed.js';
import { localTime } from '../../../server/domain/local-time.js';
import { sessionsOn } from '../../../server/domain/opening-hours.js';
import { quietHours } from '../../../server/domain/quiet-hours.js';
import type { Session } from '../../../server/protocol/config.js';
import type { RhythmAnswer, RhythmHalfHour } from '../../../server/protocol/rhythm.js';
import { readRhythm } from '../../shared/api.js';
import { groupOf, type Scene } from '../../shared/staff-site.js';
import type { QuietSpan } from './quiet-view.js';

const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 30 * MINUTE_MS;
const NOTHING_KNOWN: RhythmAnswer = { days: 0, source: 'usual', halfHours: [] };
const DAY = 24 * 60;
/** More than two times of day are not kept in the head. */
const MOST_SPANS = 2;

export class DayRhythm {
  #rhythm: RhythmAnswer = NOTHING_KNOWN;
  /** Site time from which it is asked for again, ms. */
  #again = Number.NEGATIVE_INFINITY;

  /**
   * @param offset minutes east of UTC
   * @param onNews called when another rhythm is known
   */
  constructor(
    private readonly offset: number,
    private readonly onNews: () => void,
  ) {}

  /** What is known now; asked for again each half hour, for the server counts the days before meanwhile. */
  of({ site, now, link }: Scene): RhythmAnswer {
    if (now >= this.#again && link.kind === 'live') {
      this.#again = now + HALF_HOUR_MS;
      void this.#ask(site.id);
    }
    return this.#rhythm;
  }

  /** What the forecast of a line is made from. */
  today(scene: Scene): DayNow {
    const minute = this.#minute(scene.now);
    return { rhythm: this.of(scene), minute, sessions: this.#sessions(scene) };
  }

  async #ask(site: string): Promise<void> {
    const answer = await readRhythm(site);
    if (answer === null) return;
    this.#rhythm = answer;
    this.onNews();
  }

  /** The half hour of now, or the next one in which people come. */
  halfHour(scene: Scene): RhythmHalfHour | null {
    const { halfHours } = this.of(scene);
    const now = this.#minute(scene.now);
    return halfHours.find(({ from }) => from + 30 > now) ?? halfHours.at(-1) ?? null;
  }

  /** When a group is quieter in what is left of today, soonest first. */
  quiet(scene: Scene, id: string): QuietSpan[] {
    const group = groupOf(scene.site, id);
    if (group === undefined) return [];
    const minute = this.#minute(scene.now);
    const midnight = Math.floor(scene.now / MINUTE_MS - minute) * MINUTE_MS;
    return quietHours(this.of(scene), group, this.#sessions(scene), minute)
      .slice(0, MOST_SPANS)
      .map(({ from, until, wait }) => ({
        from: midnight + from * MINUTE_MS,
        until: midnight + until * MINUTE_MS,
        wait,
      }));
  }

  /** When counters work today. */
  #sessions({ site, now }: Scene): readonly Session[] {
    const local = localTime(now, this.offset);
    return sessionsOn(site.calendar, dateOf(local), local.weekday);
  }

  /** Minute of the local day. */
  #minute(ms: number): number {
    return Math.floor(ms / MINUTE_MS + this.offset) % DAY;
  }
}
