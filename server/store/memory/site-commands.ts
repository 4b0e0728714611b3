/** The commands about paper, configuration, clock and the end of a day. */
import { parseRules } from '../../domain/rules.js';
import type { Commands } from '../../protocol/commands.js';
import { writeExpired } from './life.js';
import { openTickets } from './site.js';
import { Refuse, type Step } from './step.js';

export function reprint(step: Step, args: Commands['reprint']): { copy: number } {
  const { id, number, day } = step.found(args.ticket);
  if (day !== step.day) throw new Refuse('day-closed', step.found(args.ticket));
  const copy = (step.site.copies.get(id) ?? 0) + 1;
  step.writePrintAsked({ ticket: id, number, printer: args.printer, copy });
  return { copy };
}

export function endPrint(step: Step, args: Commands['endPrint']): void {
  const { id } = step.found(args.ticket);
  const { number, printer, copy, outcome, cause } = args;
  step.writePrintEnded({ ticket: id, number, printer, copy, outcome, cause });
}

export function configure(step: Step, args: Commands['configure']): { version: number } {
  const { site } = step;
  if (site.version !== args.ifVersion) throw new Refuse('version-changed');
  site.version += 1;
  site.config = args.config;
  site.rules = parseRules(args.rules);
  step.writeConfigChanged({ version: site.version });
  return { version: site.version };
}

export function confirmClock(step: Step, args: Commands['confirmClock']): void {
  step.site.offset = args.offset;
  step.writeClockConfirmed({ offset: args.offset });
}

export function expire(step: Step, args: Commands['expire']): { left: number } {
  const { site } = step;
  if (args.day >= step.day) throw new Refuse('wrong-state');
  if (!site.firstSeqs.has(args.day)) return { left: 0 };
  for (const past of openTickets(site, args.day).slice(0, args.limit)) writeExpired(step, past);
  const left = openTickets(site, args.day).length;
  if (left === 0 && !site.closedDays.has(args.day)) {
    site.closedDays.add(args.day);
    step.writeDayClosed({ day: args.day });
  }
  return { left };
}
