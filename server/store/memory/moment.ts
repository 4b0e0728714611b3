import { clockWrong } from '../../domain/clock-guard.js';
import type { CommandName } from '../../protocol/commands.js';
import type { Context } from '../port.js';
import type { SiteState } from './site.js';
import type { Moment } from './step.js';

/** When a command takes place, and whether its clock is wrong. */
export function timeOf(
  name: CommandName,
  { now, day, stepped }: Context,
  { journal, lines }: SiteState,
): { moment: Moment; wrong: boolean } {
  const last = journal.at(-1);
  if (!last) return { moment: { at: now, day, line: now }, wrong: stepped };
  const wrong = stepped || clockWrong(now, last.at);
  if (name === 'confirmClock') {
    return { moment: { at: now, day, line: Math.max(now, lines.get(day) ?? now) }, wrong };
  }
  const known = wrong || now < last.at ? last : { at: now, day };
  const passed = known.at - last.at;
  const line = known.day === last.day ? (lines.get(last.day) ?? last.at) + passed : known.at;
  return { moment: { at: known.at, day: known.day, line }, wrong };
}
