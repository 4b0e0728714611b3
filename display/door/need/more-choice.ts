/** What is chosen for one number beside its group: how presses change it, and what it asks of the server. */
import type { IssueBody } from '../../../server/protocol/requests.js';
import { PRIORITY_CLASSES } from '../../../server/protocol/ticket.js';
import { type StaffProcedure, procedureOf } from '../../shared/staff-procedures.js';
import { MAX_STOPS, type MoreChoice } from '../door-state.js';

/** @returns the choice after a press; `null` when the press was not about it */
export function moreAfter(more: MoreChoice, what: string, value: string): MoreChoice | null {
  switch (what) {
    case 'priority': {
      const kind = PRIORITY_CLASSES.find((known) => known === value) ?? null;
      return { ...more, priority: more.priority === kind ? null : kind };
    }
    case 'language':
      return { ...more, language: more.language === value ? null : value };
    case 'escort':
      return { ...more, escort: !more.escort };
    case 'stop':
      return { ...more, stops: toggled(more.stops, value) };
    default:
      return null;
  }
}

function toggled(stops: readonly string[], group: string): readonly string[] {
  if (stops.includes(group)) return stops.filter((stop) => stop !== group);
  return stops.length < MAX_STOPS ? [...stops, group] : stops;
}

/**
 * The same groups in another order. A procedure, and the papers that were seen for it, go with the number
 * only where the number is given for its group.
 * @param order ids of all the groups, where the number is given first
 */
export function reordered(
  more: MoreChoice,
  [group = '', ...stops]: readonly string[],
  site: { procedures: readonly StaffProcedure[] },
): { group: string; more: MoreChoice } {
  const kept = procedureOf(site, more.procedure ?? '')?.group === group;
  const rest = kept ? {} : { procedure: null, papers: null };
  return { group, more: { ...more, ...rest, stops } };
}

/** @param group where the number is given, the first of the stops */
export function wishOf(more: MoreChoice, group: string): IssueBody {
  const { procedure, papers, priority, language, escort, stops, note } = more;
  return {
    group,
    ...(procedure === null ? {} : { procedure }),
    ...(papers === null ? {} : { papers }),
    ...(priority === null ? {} : { priority }),
    ...(language === null ? {} : { language }),
    ...(escort ? { escort } : {}),
    ...(stops.length === 0 ? {} : { stops: [...stops] }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
}
