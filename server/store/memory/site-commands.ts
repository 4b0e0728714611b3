/** The commands about paper, configuration, clock and the end of a day. */
import { parseRules, type Rules } from '../../domain/rules.js';
import type { Commands } from '../../protocol/commands.js';
import { writeExpired } from './life.js';
import { wellFormed } from '../well-formed.js';
import { counterLane, counterOf, dayOf, heldBy, missedTickets, openTickets } from './site.js';
import { Refuse, type Step } from './step.js';

/** Versions of a configuration that are kept. */
const KEPT_VERSIONS = 50;

export function reprint(step: Step, args: Commands['reprint']): { copy: number } {
  const { id, number, day } = step.found(args.ticket);
  if (day !== step.day) throw new Refuse('day-closed', step.found(args.ticket));
  const copy = (step.site.copies.get(id) ?? 0) + 1;
  step.writeCopyAsked({ ticket: id, number, printer: args.printer, copy });
  return { copy };
}

export function endPrint(step: Step, args: Commands['endPrint']): void {
  const { id } = step.found(args.ticket);
  const { number, printer, copy, outcome, cause, elsewhere } = args;
  step.writePrintEnded({ ticket: id, number, printer, copy, outcome, cause });
  if (elsewhere !== undefined)
    step.writePrintAsked({ ticket: id, number, printer: elsewhere, copy });
}

/** Nobody may be left waiting for what the new rules no longer know. */
function checkRemoved({ site, day }: Step, rules: Rules): void {
  const counters = [...(site.rules?.counters.keys() ?? [])].filter((id) => !rules.counters.has(id));
  const busy = counters.some(
    (id) =>
      counterOf(site, day, id).state !== 'closed' ||
      heldBy(site, day, id).length > 0 ||
      counterLane(site, day, id).length > 0,
  );
  if (busy) throw new Refuse('counter-busy');
  const groups = [...(site.rules?.groups.keys() ?? [])].filter((id) => !rules.groups.has(id));
  const needed = [...openTickets(site, day), ...missedTickets(site, day)].some(({ group, stops }) =>
    [group, ...stops].some((each) => groups.includes(each)),
  );
  if (needed) throw new Refuse('group-busy');
}

export function configure(step: Step, args: Commands['configure']): { version: number } {
  const { site } = step;
  if (site.version !== args.ifVersion) throw new Refuse('version-changed');
  const rules = parseRules(args.rules);
  checkRemoved(step, rules);
  site.version += 1;
  site.config = args.config;
  const { at, context } = step;
  const made = { version: site.version, at, actor: context.actor };
  site.versions.unshift({ made, config: args.config });
  site.versions.splice(KEPT_VERSIONS);
  site.rules = rules;
  step.writeConfigChanged({ version: site.version });
  return { version: site.version };
}

export function record(step: Step, args: Commands['record']): void {
  if (args.papers) {
    const code = args.papers.codes.find((one) => !step.site.papers.has(one));
    if (code === undefined) throw new Refuse('changed');
    step.site.papers.set(code, wellFormed(args.papers.text));
  }
  step.writeRecord(args.type, JSON.parse(wellFormed(args.data)) as object);
  const { said } = args;
  if (said?.text === '') step.site.said.delete(said.ticket);
  else if (said) step.site.said.set(said.ticket, wellFormed(said.text));
}

export function confirmClock(step: Step, args: Commands['confirmClock']): void {
  const { site, day, at, line } = step;
  const left = site.journal.at(-1)?.day ?? day;
  step.writeClockConfirmed({ offset: args.offset, putBack: line - at });
  site.offset = args.offset;
  if (day >= left) return;
  // People in the hall hold numbers of the day that is left: no letter gives them again.
  const { numbers } = dayOf(site, day);
  for (const [letter, last] of dayOf(site, left).numbers) {
    numbers.set(letter, Math.max(last, numbers.get(letter) ?? 0));
  }
}

export function expire(step: Step, args: Commands['expire']): { left: number } {
  const { site } = step;
  if (args.day === step.day) throw new Refuse('wrong-state');
  if (!site.firstSeqs.has(args.day)) return { left: 0 };
  for (const past of openTickets(site, args.day).slice(0, args.limit)) writeExpired(step, past);
  const left = openTickets(site, args.day).length;
  if (left === 0 && !site.closedDays.has(args.day)) {
    site.closedDays.add(args.day);
    step.writeDayClosed({ day: args.day });
  }
  return { left };
}
