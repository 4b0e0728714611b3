/**
 * A usual day of a ward, before a site has days of its own: when people come, and for what. Shares are
 * estimates from files a day, opening mornings and the groups of real wards.
 */
import type { SiteConfig } from '../protocol/config.js';
import type { RhythmAnswer, RhythmHalfHour } from '../protocol/rhythm.js';

/** Share (%) of a day's arrivals by half hour, as minute of the day; those before the doors open included. */
export const USUAL_ARRIVALS: readonly (readonly [from: number, share: number])[] = [
  ...[10, 13, 13, 11, 9, 7, 4, 2].map((share, nth) => [450 + 30 * nth, share] as const),
  ...[7, 8, 6, 4, 3, 2, 1].map((share, nth) => [810 + 30 * nth, share] as const),
];

/** Share (%) of errands by the id of a group of the library or of the sample ward. */
const ERRANDS = new Map<string, number>([
  ['chung-thuc', 27],
  ['ho-tich', 13],
  ['tra-ket-qua', 13],
  ['cong-an', 10.5],
  ['dat-dai', 10],
  ['chinh-sach', 8.5],
  ['cu-tru', 8],
  ['truc-tuyen', 8],
  ['bao-tro', 4],
  ['kinh-doanh', 4],
  ['bao-hiem', 3],
  ['xay-dung', 2],
  ['thue', 2],
  ['viec-khac', 2],
  ['nguoi-co-cong', 1.5],
  ['ly-lich', 1.5],
  ['giay-phep-lai-xe', 1],
  ['van-hoa', 1],
  ['y-te', 0.5],
  ['phan-anh', 0.5],
]);
/** For a group that a site made itself. */
const OTHER = 2;
/** Numbers a day of a usual ward. */
const TICKETS = 120;

/** A usual day over the groups and procedures of a site. */
export function usualRhythm({ groups, procedures }: SiteConfig): RhythmAnswer {
  const shares = new Map(groups.map(({ id }) => [id, ERRANDS.get(id) ?? OTHER]));
  const all = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const within = new Map(groups.map(({ id }) => [id, procedureShares(procedures, id)]));
  const halfHours = USUAL_ARRIVALS.map(([from, percent]): RhythmHalfHour => {
    const half: RhythmHalfHour = { from, groups: {}, waits: {}, procedures: {} };
    for (const [group, share] of shares) {
      const arrivals = (TICKETS * percent * share) / (100 * all);
      half.groups[group] = rounded(arrivals);
      for (const [procedure, part] of within.get(group) ?? []) {
        half.procedures[procedure] = rounded(arrivals * part);
      }
    }
    return half;
  });
  return { days: 0, source: 'usual', halfHours };
}

/** A group's procedures stand in the order of how often they are asked for: the n-th counts 1/n. */
function procedureShares(procedures: SiteConfig['procedures'], group: string): [string, number][] {
  const own = procedures.filter((procedure) => procedure.group === group);
  const all = own.reduce((sum, _, nth) => sum + 1 / (nth + 1), 0);
  return own.map(({ id }, nth) => [id, 1 / (nth + 1) / all]);
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
