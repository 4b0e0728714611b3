/** How often people were helped today: by kind, and in the three columns of the volunteers' reports. */
import { type Assist, type AssistColumn, type AssistType, COLUMN_OF } from '../protocol/team.js';

export interface AssistCount {
  all: number;
  /** Those of one person. */
  mine: number;
}
export interface AssistCounts {
  sum: AssistCount;
  of(type: AssistType): AssistCount;
  within(column: AssistColumn): AssistCount;
}

/** @param me actor id of the person whose own are counted too */
export function countAssists(assists: readonly Assist[], me: string): AssistCounts {
  const count = (which: (assist: Assist) => boolean): AssistCount => {
    const some = assists.filter(which);
    return { all: some.length, mine: some.filter(({ by }) => by === me).length };
  };
  return {
    sum: count(() => true),
    of: (type) => count((assist) => assist.type === type),
    within: (column) => count(({ type }) => COLUMN_OF[type] === column),
  };
}
