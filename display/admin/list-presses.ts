/** What the presses of each row of a list do: up, down and away. */
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Press } from '../shared/dom.js';
import { moved } from './parts.js';
import type { AdminTools } from './section.js';

type Presses = Record<'up' | 'down' | 'away', (press: Press) => void>;

/**
 * @param listOf the list within a draft, which is changed in place
 * @param removed key of what is said, with the way back, once a row is away
 */
export function listPresses(
  tools: AdminTools,
  listOf: (draft: SiteConfig) => unknown[],
  removed: string,
): Presses {
  const move =
    (by: 1 | -1) =>
    ({ index = '' }: Press): void => {
      tools.fields.forgetTyped();
      tools.edit((draft) => {
        const list = listOf(draft);
        list.splice(0, list.length, ...moved(list, Number(index), by));
      });
    };
  return {
    up: move(-1),
    down: move(1),
    away: ({ index = '' }) =>
      tools.edit(
        (draft) => void listOf(draft).splice(Number(index), 1),
        tools.scene().words.say(removed),
      ),
  };
}
