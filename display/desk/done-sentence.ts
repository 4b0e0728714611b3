/** What is said of somebody who was served: how it ended, when to come again, where to go on to. */
import type { Ticket } from '../../server/protocol/ticket.js';
import type { Desk, DeskState } from '../shared/desk-state.js';

export function doneSentence({ scene }: Desk, state: DeskState, ticket: Ticket): string {
  const { outcome, resultDate } = state;
  const { site, words } = scene;
  const name = site.outcomes.find((known) => known.id === outcome)?.name;
  const [next] = ticket.stops;
  const sentence =
    name === undefined
      ? words.say('desk.done.finish')
      : words.say('desk.done.finishWith', { outcome: name });
  return [
    sentence,
    resultDate !== null &&
      words.say('desk.done.resultDate', { date: words.date(Date.parse(`${resultDate}T12:00Z`)) }),
    next !== undefined &&
      words.say('desk.done.nextStop', {
        group: site.groups.find(({ id }) => id === next)?.short ?? next,
      }),
  ]
    .filter((part) => part !== false)
    .join(', ');
}
