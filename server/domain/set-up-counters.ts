/** Who could serve what, for a ward that has not thought about it yet: a suggestion that leaves nobody out. */
import type { DraftCounter, DraftGroup } from '../protocol/set-up.js';

/**
 * Share of a ward's visits (%) by group, as far as it differs from `USUAL_SHARE`
 * (the usual mix of a ward; estimates).
 */
const SHARES: Readonly<Record<string, number>> = {
  'chung-thuc': 27,
  'ho-tich': 14,
  'tra-ket-qua': 13,
  'dat-dai': 12,
  'truc-tuyen': 12,
  'cong-an': 9,
  'chinh-sach': 6,
  'kinh-doanh': 5,
};
const USUAL_SHARE = 2;
/** Usual minutes of a group that stands in no library. */
export const USUAL_MINUTES = 10;
/** Served by volunteers where they have a counter. */
const VOLUNTEERS = 'truc-tuyen';

/**
 * The same counters with groups: each group at one counter at least, each counter with one group at
 * least, the work spread as evenly as whole groups allow.
 * @param minutes usual minutes at the counter by group
 */
export function suggestCounters(
  counters: readonly Pick<DraftCounter, 'number' | 'kind'>[],
  groups: readonly Pick<DraftGroup, 'id' | 'on'>[],
  minutes: Readonly<Record<string, number>>,
): DraftCounter[] {
  const on = groups.filter((group) => group.on).map(({ id }) => id);
  const work = (id: string): number => (SHARES[id] ?? USUAL_SHARE) * (minutes[id] ?? USUAL_MINUTES);
  const made = counters.map(({ number, kind }): DraftCounter => ({ number, kind, groups: [] }));
  const offices = made.filter(({ kind }) => kind === 'office');
  const supports = made.filter(({ kind }) => kind === 'support');
  const helps = supports.length > 0 && on.includes(VOLUNTEERS);
  // Where that is all there is, officers do it too.
  const forSupports = helps && on.length > 1 ? [VOLUNTEERS] : [];
  const forOffices = on.filter((id) => !forSupports.includes(id));
  spread(offices.length > 0 ? forOffices : [], offices, work);
  // Without officers the volunteers serve everything; without help online they help with the rest.
  spread(offices.length > 0 ? forSupports : on, supports, work);
  if (forSupports.length === 0 && offices.length > 0) spread(forOffices.slice(-1), supports, work);
  for (const counter of made) counter.groups.sort((a, b) => on.indexOf(a) - on.indexOf(b));
  return made;
}

/** Hands out groups, the heaviest first, each to the counter with the least work. */
function spread(
  groups: readonly string[],
  counters: readonly DraftCounter[],
  work: (id: string) => number,
): void {
  if (counters.length === 0) return;
  const servers = (id: string) => counters.filter((each) => each.groups.includes(id)).length;
  const share = (id: string) => work(id) / Math.max(1, servers(id));
  const load = (counter: DraftCounter) => counter.groups.reduce((sum, id) => sum + share(id), 0);
  const heaviest = [...groups].sort((a, b) => work(b) - work(a));
  for (const id of heaviest) {
    const least = counters.reduce((best, each) => (load(each) < load(best) ? each : best));
    least.groups.push(id);
  }
  for (const counter of counters) {
    if (counter.groups.length > 0) continue;
    const next = heaviest.reduce<string | null>(
      (best, id) => (best === null || share(id) > share(best) ? id : best),
      null,
    );
    if (next !== null) counter.groups.push(next);
  }
}
