/** What the moves of today teach: which reason is the commonest, which groups are mistaken for others. */
import { REROUTE_REASONS, type RerouteReason } from '../../../server/protocol/ticket.js';
import type { Scene } from '../../shared/staff-site.js';

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

/** How many numbers were given for the wrong group, by the group that they were given for; most first. */
export function wrongTriage({ board, site }: Scene): { group: string; count: number }[] {
  const count = new Map<string, number>();
  for (const moves of Object.values(board.moves)) {
    for (const { from, reason } of moves) {
      if (reason === 'wrong-triage') count.set(from, (count.get(from) ?? 0) + 1);
    }
  }
  return site.groups
    .flatMap(({ id, short }) => ({ group: short, count: count.get(id) ?? 0 }))
    .filter((one) => one.count > 0)
    .sort((one, other) => other.count - one.count);
}
