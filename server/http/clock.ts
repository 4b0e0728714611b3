/** A lead says that date and time are right, or puts them right. */
import { coversSites } from '../access/rights.js';
import { AppError } from '../errors.js';
import type { ClockAnswer } from '../protocol/answers.js';
import { clockAnswer } from '../protocol/schema/answers.js';
import { clockBody } from '../protocol/schema/requests.js';
import type { Store } from '../store/port.js';
import { answeredBefore, run, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { route, type Call, type Route, type RouteParts } from './route.js';

/**
 * ms by which a correction may differ from the machine's own clock: one that lost its battery is decades
 * behind, and 20 years reach back before the oldest system that this product runs on.
 */
const FARTHEST = 20 * 365 * 86_400_000;

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
      errors: ['clock-shared', 'clock-too-far'],
    },
    async (call): Promise<ClockAnswer> => {
      const view = call.site();
      const shown = parts.clock.now();
      const now = call.body.at ?? shown;
      const standsAgainst = call.body.at === undefined ? null : correctionFlaw(parts, call, now);
      // What was answered yes stays yes, also when another site was opened meanwhile.
      if (standsAgainst !== null && !(await answeredBefore(parts, call))) throw standsAgainst;
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

/**
 * Why somebody may not set the clock to `at`; `null` when nothing stands against it. An installation has
 * one clock: whoever sets it sets it for every real site.
 */
function correctionFlaw(
  { sites, clock }: ClockParts,
  { subject }: Call,
  at: number,
): AppError | null {
  const real = sites.all().filter(({ config: { site } }) => !site.trial && !site.training);
  const ids = real.map(({ id }) => id);
  if (!coversSites(subject.sites, ids)) return new AppError('clock-shared');
  const own = clock.now() - clock.offset;
  return Math.abs(at - own) > FARTHEST ? new AppError('clock-too-far') : null;
}

/** The correction that the entry `seq` wrote down, ms. */
async function offsetAt(store: Store, site: string, seq: number): Promise<number> {
  const [entry] = await store.entries(site, seq - 1, 1);
  if (entry?.type !== 'clock.confirmed') throw new Error(`entry ${seq} confirms no clock`);
  return entry.data.offset;
}
