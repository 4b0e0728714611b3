/** What is asked for most at this hour. */
import type { Scene, StaffSite } from '../../shared/staff-site.js';
import type { RhythmHalfHour } from '../../../server/protocol/rhythm.js';

const MOST = 6;
const HALF_HOUR_MS = 30 * 60_000;

/**
 * The needs of the half hour keep their places for it: a place learnt by hand must not move under the
 * finger.
 */
export class UsualNeeds {
  #until = 0;
  #site: StaffSite | null = null;
  #known = false;
  #counts = new Map<string, number>();
  #most: readonly string[] = [];

  /** @param halfHour what a usual day has at this time; `null` while nobody told */
  constructor(private readonly halfHour: (scene: Scene) => RhythmHalfHour | null) {}

  most(scene: Scene): readonly string[] {
    this.#renew(scene);
    return this.#most;
  }

  /** How often a procedure is asked for in this half hour, beside others. */
  of(scene: Scene, id: string): number {
    this.#renew(scene);
    return this.#counts.get(id) ?? 0;
  }

  #renew(scene: Scene): void {
    const { site, now } = scene;
    const halfHour = this.halfHour(scene);
    const known = halfHour !== null;
    if (this.#site === site && now < this.#until && this.#known === known) return;
    this.#site = site;
    this.#until = (Math.floor(now / HALF_HOUR_MS) + 1) * HALF_HOUR_MS;
    this.#known = known;
    this.#counts = expected(site, halfHour?.procedures ?? {}, halfHour?.groups ?? {});
    const order = new Map(site.procedures.map(({ id }, at) => [id, at]));
    this.#most = [...this.#counts]
      .sort(
        ([one, more], [other, less]) =>
          less - more || (order.get(one) ?? 0) - (order.get(other) ?? 0),
      )
      .slice(0, MOST)
      .map(([id]) => id);
  }
}

/**
 * Arrivals by procedure. Who came without one is shared out over the procedures of the group, each
 * getting half of what those before it left; a site lists its commonest first.
 */
function expected(
  { groups, procedures }: StaffSite,
  counted: Readonly<Record<string, number>>,
  arrivals: Readonly<Record<string, number>>,
): Map<string, number> {
  const counts = new Map<string, number>();
  const nobodyKnows = Object.keys(arrivals).length === 0;
  for (const { id: group } of groups) {
    const own = procedures.filter((procedure) => procedure.group === group);
    const named = own.reduce((sum, { id }) => sum + (counted[id] ?? 0), 0);
    let left = nobodyKnows ? 1 : Math.max(0, (arrivals[group] ?? 0) - named);
    for (const { id } of own) {
      counts.set(id, (counted[id] ?? 0) + left / 2);
      left /= 2;
    }
  }
  return counts;
}
