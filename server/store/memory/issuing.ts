/** Giving a number. */
import { isTooFast, paceAfter, type Pace } from '../../domain/device-pace.js';
import { formatNumber } from '../../domain/number.js';
import { mayIssue } from '../../domain/rules.js';
import type { Commands, IssueCommand } from '../../protocol/commands.js';
import { BLANK_TICKET } from '../../protocol/ticket.js';
import { dayOf } from './site.js';
import { wellFormed } from '../well-formed.js';
import { Refuse, type Step } from './step.js';

const ID_DIGITS = 10;

/** Limits that bind kiosks and phones only: hours, quota, pace of the device. */
function checkLimits(step: Step, { group }: IssueCommand, pace: Pace | null): void {
  const { rules, context, site, day } = step;
  if (!mayIssue(rules, group, context)) throw new Refuse('group-closed');
  const quota = rules.groups.get(group)?.quota ?? null;
  const issued = dayOf(site, day).issued.get(group) ?? 0;
  if (quota !== null && issued >= quota) throw new Refuse('quota-reached');
  if (pace !== null && rules.devicePerMinute > 0 && isTooFast(pace)) {
    throw new Refuse('device-limit');
  }
}

/** What the device took with this number; `null` without a device. */
function paceOf(step: Step, { group, device }: IssueCommand): Pace | null {
  if (device === undefined) return null;
  const before = dayOf(step.site, step.day).devices.get(device);
  return paceAfter(before, { group, at: step.at }, step.rules.devicePerMinute);
}

function raise(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

export function issue(step: Step, args: Commands['issue']): { copy?: number } {
  const { site, at, day, line } = step;
  for (const group of [args.group, ...(args.stops ?? [])]) step.knownGroup(group);
  const bound = step.context.via === 'kiosk' || step.context.via === 'phone';
  const pace = paceOf(step, args);
  if (bound) checkLimits(step, args, pace);

  const today = dayOf(site, day);
  const letter = step.rules.groups.get(args.group)?.letter ?? '';
  site.lastTicket += 1;
  const id = String(site.lastTicket).padStart(ID_DIGITS, '0');
  const number = formatNumber(letter, raise(today.numbers, letter));
  raise(today.issued, args.group);
  if (args.device !== undefined && pace !== null) today.devices.set(args.device, pace);
  if (args.note !== undefined) site.notes.set(id, wellFormed(args.note));
  step.writeTicket(
    'ticket.issued',
    { ...BLANK_TICKET, id, number },
    {
      day,
      group: args.group,
      issuedAt: at,
      readyAt: line,
      priority: args.priority ?? null,
      procedure: args.procedure ?? null,
      language: args.language ?? null,
      escort: args.escort ?? false,
      remote: step.context.via === 'phone',
      note: args.note !== undefined,
      mark: args.mark ?? null,
      stops: args.stops ?? [],
    },
  );
  if (args.printer === undefined) return {};
  step.writeCopyAsked({ ticket: id, number, printer: args.printer, copy: 1 });
  return { copy: 1 };
}
