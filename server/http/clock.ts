/** A lead says that date and time are right, or puts them right (design §6). */
import type { ClockAnswer } from '../protocol/answers.js';
import { clockAnswer } from '../protocol/schema/answers.js';
import { clockBody } from '../protocol/schema/requests.js';
import type { Store } from '../store/port.js';
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
      const offset = parts.clock.offset + now - shown;
      const { timeZone } = view.config.site;
      const where = { site: view.id, timeZone, view, now };
      const reply = await run(parts, call, where, 'confirmClock', { offset });
      const { at } = reply;
      if (!reply.replayed) return { at, offset };
      return { at, offset: await offsetAt(parts.store, view.id, reply.seq) };
    },
  );
  return [confirm];
}

/** The correction that the entry `seq` wrote down, ms. */
async function offsetAt(store: Store, site: string, seq: number): Promise<number> {
  const [entry] = await store.entries(site, seq - 1, 1);
  if (entry?.type !== 'clock.confirmed') throw new Error(`entry ${seq} confirms no clock`);
  return entry.data.offset;
}
