/** The press that asks for a number, as the outbox knows it. */
import type { Outbox } from '../shared/outbox.js';

export const ISSUE = 'issue';

/** A press is answered within 400 ms or its button says that it is being sent. */
const SLOW_MS = 400;

/** Whether a number of this group is on its way for so long that it must be said. */
export function isSlow(outbox: Outbox, group: string): boolean {
  if (!outbox.underWay(ISSUE, { subject: group })) return false;
  return outbox
    .pending()
    .some(
      ({ kind, about, pressed }) =>
        kind === ISSUE && about['subject'] === group && performance.now() - pressed > SLOW_MS,
    );
}
