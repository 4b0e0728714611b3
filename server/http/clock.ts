/** A lead says that date and time are right, or puts them right (design §6). */
import type { ClockAnswer } from '../protocol/answers.js';
import { clockAnswer } from '../protocol/schema/answers.js';
import { clockBody } from '../protocol/schema/requests.js';
import { run, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface ClockParts extends RouteParts, CommandParts {}

export function clockRoutes(parts: ClockParts): Route[] {
  const confirm = route(
    parts,
    {
      method: 'post',
      path: '/api/v1/sites/{site}/clock',
      action: 'clock.confirm',
      summary: 'Confirms the time shown, or corrects it to `at`',
      tag: 'Site',
      body: clockBody,
      query: NOTHING,
      command: true,
      success: { status: 200, description: 'The time from now on', schema: clockAnswer },
      errors: [],
    },
    async (call): Promise<ClockAnswer> => {
      const view = call.site();
      const shown = parts.clock.now();
      const now = call.body.at ?? shown;
      const head = await parts.store.head(view.id);
      const offset = (head?.offset ?? 0) + now - shown;
      const { timeZone } = view.config.site;
      const where = { site: view.id, timeZone, view, now };
      const { at } = await run(parts, call, where, 'confirmClock', { offset });
      return { at, offset };
    },
  );
  return [confirm];
}
