/** What the door remembers while somebody says what they came for and until a number is given. */
import type { DoorState } from '../door-state.js';
import type { Scene } from '../../shared/staff-site.js';
import { type StaffProcedure, procedureOf } from '../../shared/staff-procedures.js';

/** One procedure as it is looked through with one citizen. */
export interface Errand {
  procedure: string;
  /** Which of its cases, by its place. */
  case: number;
  /** Documents of that case that were seen, by their places. */
  seen: ReadonlySet<number>;
}

export interface NeedState {
  query: string;
  errand: Errand | null;
  /** The code of the portal's page stands open. */
  portal: boolean;
}

export function blankNeed(): NeedState {
  return { query: '', errand: null, portal: false };
}

/** The errand of the page that is open; a page that was opened by its address begins anew. */
export function errandOf(need: NeedState, procedure: string): Errand {
  return need.errand?.procedure === procedure
    ? need.errand
    : { procedure, case: 0, seen: new Set() };
}

/** What the page that is open gives a number for; `null` where it gives none. */
export interface Wanted {
  group: string;
  procedure: string | null;
}

export function wantedOn(scene: Scene, { page, more }: DoorState): Wanted | null {
  if (page.name === 'group') return { group: page.id, procedure: null };
  if (page.name === 'more') return { group: page.group, procedure: more.procedure };
  if (page.name !== 'procedure') return null;
  const procedure = procedureOf(scene.site, page.id);
  return procedure === undefined ? null : { group: procedure.group, procedure: procedure.id };
}

/** Documents of the chosen case. */
export function documentsOf(
  procedure: StaffProcedure,
  errand: Errand,
): StaffProcedure['cases'][number]['documents'] {
  return procedure.cases[errand.case]?.documents ?? [];
}

/** Documents that were seen, after one of them was ticked or the tick taken away. */
export function toggled(seen: ReadonlySet<number>, at: number): ReadonlySet<number> {
  const next = new Set(seen);
  if (!next.delete(at)) next.add(at);
  return next;
}
