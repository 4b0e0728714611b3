/** What presses and typing do to a draft: each gives a new one. Pure. */
import { suggestCounters } from '../../server/domain/set-up-counters.js';
import { freeLetter } from '../../server/domain/set-up-draft.js';
import { idFrom } from '../../server/domain/id-from.js';
import type { CounterKind } from '../../server/protocol/counter.js';
import type { DraftGroup, SetUpDraft } from '../../server/protocol/set-up.js';

/** Usual minutes at the counter by group. */
type Minutes = Readonly<Record<string, number>>;

/** Nobody chose who serves what: the suggestion follows groups and counters. */
function suggested(draft: SetUpDraft, minutes: Minutes): SetUpDraft {
  if (draft.countersChosen) return draft;
  return { ...draft, counters: suggestCounters(draft.counters, draft.groups, minutes) };
}

/** Throws a choice of one's own away. */
export function suggestAgain(draft: SetUpDraft, minutes: Minutes): SetUpDraft {
  return suggested({ ...draft, countersChosen: false }, minutes);
}

function withGroup(draft: SetUpDraft, id: string, change: Partial<DraftGroup>): SetUpDraft {
  const groups = draft.groups.map((group) => (group.id === id ? { ...group, ...change } : group));
  return { ...draft, groups };
}

/** A group that is taken in gets a letter that no other has. */
export function chooseGroup(
  draft: SetUpDraft,
  id: string,
  on: boolean,
  minutes: Minutes,
): SetUpDraft {
  const taken = lettersInUse(draft, id);
  const group = draft.groups.find((each) => each.id === id);
  const clash = group === undefined || group.letter === '' || taken.includes(group.letter);
  const letter = group !== undefined && on && clash ? freeLetter(taken, group.name) : group?.letter;
  return suggested(
    withGroup(draft, id, { on, ...(letter === undefined ? {} : { letter }) }),
    minutes,
  );
}

export function renameGroup(draft: SetUpDraft, id: string, name: string): SetUpDraft {
  return withGroup(draft, id, { name });
}

export function letterGroup(draft: SetUpDraft, id: string, letter: string): SetUpDraft {
  return withGroup(draft, id, { letter });
}

export function addGroup(draft: SetUpDraft, name: string, minutes: Minutes): SetUpDraft {
  const id = idFrom(name, new Set(draft.groups.map((group) => group.id)), 'nhom');
  const letter = freeLetter(lettersInUse(draft, id), name);
  const group: DraftGroup = { id, letter, name: '', on: true, own: true };
  return suggested({ ...draft, groups: [...draft.groups, group] }, minutes);
}

export function removeGroup(draft: SetUpDraft, id: string, minutes: Minutes): SetUpDraft {
  const groups = draft.groups.filter((group) => group.id !== id);
  return suggested({ ...draft, groups }, minutes);
}

function lettersInUse({ groups }: SetUpDraft, but: string): string[] {
  return groups.filter(({ id, on }) => on && id !== but).map(({ letter }) => letter);
}

/** One counter more (`by` 1) or fewer (−1). Officers' counters come first, so numbers move up with them. */
export function countCounters(
  draft: SetUpDraft,
  kind: CounterKind,
  by: 1 | -1,
  minutes: Minutes,
): SetUpDraft {
  const offices = draft.counters.filter((counter) => counter.kind === 'office');
  const supports = draft.counters.filter((counter) => counter.kind === 'support');
  const list = kind === 'office' ? offices : supports;
  if (by === 1) list.push({ number: 0, kind, groups: [] });
  else list.pop();
  const counters = [...offices, ...supports].map((counter, i) => ({ ...counter, number: i + 1 }));
  return suggested({ ...draft, counters }, minutes);
}

export function setServes(
  draft: SetUpDraft,
  number: number,
  group: string,
  serves: boolean,
): SetUpDraft {
  const counters = draft.counters.map((counter) => {
    if (counter.number !== number) return counter;
    const others = counter.groups.filter((id) => id !== group);
    return { ...counter, groups: serves ? [...others, group] : others };
  });
  return { ...draft, counters, countersChosen: true };
}
