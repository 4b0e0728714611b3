/**
 * What is known of wards before a site has a history of its own: estimates from reports of the field. The
 * same shape as what is measured later, so that nothing that uses it need know which it has.
 */
import type { RhythmAnswer } from '../protocol/rhythm.js';

/** Share of the day's arrivals (%) by half hour; keys are minutes of the local day. */
const SHARES: readonly (readonly [number, number])[] = [
  ...([10, 13, 13, 11, 9, 7, 4, 2] as const).map((share, at) => [450 + at * 30, share] as const),
  ...([7, 8, 6, 4, 3, 2, 1] as const).map((share, at) => [810 + at * 30, share] as const),
];
/** Arrivals of a usual ward on a usual day. */
const ARRIVALS = 120;
/** Share of the errands (%) by the groups of the sample ward and the library; another one has few. */
const MIX: Readonly<Record<string, number>> = {
  'chung-thuc': 27,
  'ho-tich': 14,
  'tra-ket-qua': 13,
  'dat-dai': 11,
  'truc-tuyen': 10,
  'cong-an': 9,
  'cu-tru': 8,
  'chinh-sach': 7,
  'kinh-doanh': 5,
  'bao-tro': 4,
  'bao-hiem': 3,
};
const OTHER = 1.5;

export function usualDay(groups: readonly { id: string }[]): RhythmAnswer {
  const all = groups.reduce((sum, { id }) => sum + (MIX[id] ?? OTHER), 0);
  return {
    days: 0,
    source: 'usual',
    halfHours: SHARES.map(([from, share]) => ({
      from,
      groups: Object.fromEntries(
        groups.map(({ id }) => [id, ((ARRIVALS * share) / 100) * ((MIX[id] ?? OTHER) / all)]),
      ),
      waits: {},
      procedures: {},
    })),
  };
}
