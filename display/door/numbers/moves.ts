/** What the moves of today teach: which reason is the commonest, which groups are mistaken for others. */
import { REROUTE_REASONS, type RerouteReason } from '../../../server/protocol/ticket.js';
import { type Scene, groupOf } from '../../shared/staff-site.js';

/** The reason for which most numbers were sent on today; a wrong group while there is none. */
export function commonestReason({ board }: Scene): RerouteReason {
  const count = new Map<RerouteReason, number>();
  for (const moves of Object.values(board.moves)) {
    for (const { reason } of moves) count.set(reason, (count.get(reason) ?? 0) + 1);
  }
  let best: RerouteReason = 'wrong-triage';
  for (const reason of REROUTE_REASONS) {
    if ((count.get(reason) ?? 0) > (count.get(best) ?? 0)) best = reason;
  }
  return best;
}

/** Numbers that were given for one group and belonged to another. */
interface Mistaken {
  from: string;
  /** Short name of the group that it was; `null` where a counter was named instead. */
  to: string | null;
  count: number;
}

/** Which groups were taken for which others today, by short names; most often first. */
export function wrongTriage({ board, site }: Scene): Mistaken[] {
  const pairs = new Map<string, Mistaken>();
  const short = (id: string): string => groupOf(site, id)?.short ?? id;
  for (const moves of Object.values(board.moves)) {
    for (const { from, to, reason } of moves) {
      if (reason !== 'wrong-triage') continue;
      const pair = pairs.get(`${from} ${to}`) ?? {
        ...{ from: short(from), to: to === from ? null : short(to), count: 0 },
      };
      pairs.set(`${from} ${to}`, { ...pair, count: pair.count + 1 });
    }
  }
  return [...pairs.values()].sort((one, other) => other.count - one.count);
}
