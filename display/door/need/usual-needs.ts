/** What is asked for most at this hour. */
import type { Scene, StaffSite } from '../../shared/staff-site.js';

const MOST = 6;
const HALF_HOUR_MS = 30 * 60_000;

/**
 * The needs of the half hour keep their places for it: a place learnt by hand must not move under the
 * finger. Before anything is known, the first needs of each group.
 */
export class UsualNeeds {
  #until = 0;
  #site: StaffSite | null = null;
  #most: readonly string[] = [];

  most(scene: Scene): readonly string[] {
    if (this.#site !== scene.site || scene.now >= this.#until) {
      this.#site = scene.site;
      this.#until = (Math.floor(scene.now / HALF_HOUR_MS) + 1) * HALF_HOUR_MS;
      this.#most = byGroups(scene.site);
    }
    return this.#most;
  }

  /** How often a procedure is asked for in this half hour. */
  of(_scene: Scene, _id: string): number {
    return 0;
  }
}

/** In turn the first of each group, then the second, in the site's order. */
function byGroups({ groups, procedures }: StaffSite): string[] {
  const lists = groups.map(({ id }) => procedures.filter(({ group }) => group === id));
  const turns = Math.max(0, ...lists.map((list) => list.length));
  const order = Array.from({ length: turns }, (_, turn) =>
    lists.flatMap((list) => list[turn] ?? []),
  );
  return order
    .flat()
    .slice(0, MOST)
    .map(({ id }) => id);
}
