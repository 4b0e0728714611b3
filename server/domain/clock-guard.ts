/** The clock guard: when a time cannot be right, beside the last one in the journal. */

/** ms by which a time may lie behind the last entry: small steps of a clock being set. */
const BEHIND = 2 * 60_000;
/** ms by which it may lie ahead: the longest holiday closes a hall for fewer days. */
const AHEAD = 20 * 86_400_000;

/** @param lastAt site time of the last entry, ms; 0 where there is none. */
export function clockWrong(now: number, lastAt: number): boolean {
  if (lastAt === 0) return false;
  return now < lastAt - BEHIND || now > lastAt + AHEAD;
}
