/** What a file of procedures would make of the draft: what is new, what differs, what cannot be. */
import { idFrom } from '../../server/domain/id-from.js';
import { foldText } from '../../server/domain/fold-text.js';
import type {
  GroupConfig,
  ProcedureConfig,
  SiteConfig,
  Words,
} from '../../server/protocol/config.js';
import type { GivenProcedure } from './procedures-table.js';

export type ProcedureProblem =
  | 'name-missing'
  | 'group-unknown'
  | 'minutes-wrong'
  | 'online-unknown'
  | 'link-wrong'
  | 'date-wrong'
  | 'case-name'
  | 'form-missing'
  | 'too-long'
  | 'twice';

/** Parts of a procedure that a file can change. */
export const PARTS = [
  'group',
  'name',
  'aliases',
  'minutes',
  'cases',
  'code',
  'fee',
  'timeLimit',
  'online',
  'link',
  'source',
  'checkedOn',
] as const;
export type ProcedurePart = (typeof PARTS)[number];

export interface IncomingProcedure {
  line: number;
  /** What it would become; `null` with problems. */
  procedure: ProcedureConfig | null;
  /** As the file calls it. */
  name: string;
  /** `null`: nothing like it is in the draft. */
  before: ProcedureConfig | null;
  changed: ProcedurePart[];
  problems: ProcedureProblem[];
}

/** Minutes of a procedure that a file says nothing about. */
const USUAL_MINUTES = 10;
/** UTF-16 units of one line (`schema/config.ts`). */
const LONGEST = 200;

export function compareProcedures(
  given: readonly GivenProcedure[],
  draft: SiteConfig,
): IncomingProcedure[] {
  const taken = new Set(draft.procedures.map(({ id }) => id));
  const met = new Set<string>();
  return given.map((one) => {
    const before = matching(one, draft);
    const group =
      groupOf(one, draft.groups) ?? (one.group === undefined ? before?.group : undefined);
    const name = one.name?.vi ?? before?.name.vi ?? '';
    const problems = problemsOf(one, group, name);
    const id = before?.id ?? idFrom(name, taken, 'thu-tuc');
    const meant = before?.id ?? `${group ?? ''} ${foldText(name)}`;
    if (met.has(meant)) problems.push('twice');
    met.add(meant);
    taken.add(id);
    const base = { line: one.line, name, before, problems };
    if (problems.length > 0 || group === undefined) {
      return { ...base, procedure: null, changed: [] };
    }
    const procedure = merged(one, before, id, group);
    const changed = before === null ? [] : PARTS.filter((part) => differs(before, procedure, part));
    return { ...base, procedure, changed };
  });
}

/** The one that is meant: by id, else by official code, else by name within its group. */
function matching(one: GivenProcedure, { procedures, groups }: SiteConfig): ProcedureConfig | null {
  const group = groupOf(one, groups);
  const name = foldText(one.name?.vi ?? '');
  return (
    procedures.find(({ id }) => id === one.id) ??
    procedures.find(({ code }) => code !== '' && code === one.code) ??
    procedures.find((each) => each.group === group && foldText(each.name.vi) === name) ??
    null
  );
}

function groupOf(one: GivenProcedure, groups: readonly GroupConfig[]): string | undefined {
  const asked = foldText(one.group ?? '');
  return groups.find(
    ({ id, letter, name, short }) =>
      id === asked || [letter, name.vi, name.en, short.vi].some((each) => foldText(each) === asked),
  )?.id;
}

function problemsOf(
  one: GivenProcedure,
  group: string | undefined,
  name: string,
): ProcedureProblem[] {
  const problems: ProcedureProblem[] = [];
  const say = (wrong: boolean, problem: ProcedureProblem): void => {
    if (wrong) problems.push(problem);
  };
  const { minutes, link = '', cases = [], aliases = [] } = one;
  const documents = cases.flatMap((each) => each.documents);
  say(name === '', 'name-missing');
  say(group === undefined, 'group-unknown');
  say(minutes !== undefined && !(minutes > 0 && minutes <= 480), 'minutes-wrong');
  say(one.online === '', 'online-unknown');
  say(link !== '' && !/^https:\/\/[^\s/]+\.[^\s]+$/.test(link), 'link-wrong');
  say(one.checkedOn === '', 'date-wrong');
  say(
    cases.some((each) => each.name.vi === ''),
    'case-name',
  );
  say(
    documents.some(({ form }) => form.vi === ''),
    'form-missing',
  );
  const lines = [name, one.source ?? '', ...aliases, ...documents.map((each) => each.name.vi)];
  say(
    lines.some((line) => line.length > LONGEST),
    'too-long',
  );
  return problems;
}

function merged(
  one: GivenProcedure,
  before: ProcedureConfig | null,
  id: string,
  group: string,
): ProcedureConfig {
  const english = knownEnglish(before);
  const words = (said: Words): Words => ({ vi: said.vi, en: said.en || english(said.vi) });
  const sentence = (said: Words | null | undefined, kept: Words | null): Words | null =>
    said === undefined ? kept : said && words(said);
  return {
    id,
    group,
    name: one.name ? words(one.name) : (before?.name ?? { vi: '', en: '' }),
    aliases: one.aliases ?? before?.aliases ?? [],
    minutes: one.minutes ?? before?.minutes ?? USUAL_MINUTES,
    cases:
      one.cases?.map(({ name, documents }) => ({
        name: words(name),
        documents: documents.map((each) => ({ name: words(each.name), form: words(each.form) })),
      })) ??
      before?.cases ??
      [],
    code: one.code ?? before?.code ?? '',
    fee: sentence(one.fee, before?.fee ?? null),
    timeLimit: sentence(one.timeLimit, before?.timeLimit ?? null),
    online: one.online || (before?.online ?? 'none'),
    link: one.link ?? before?.link ?? '',
    source: one.source ?? before?.source ?? '',
    checkedOn: one.checkedOn === undefined ? (before?.checkedOn ?? null) : one.checkedOn,
  };
}

/** English that a procedure has already for a Vietnamese text; else the text itself stands in. */
function knownEnglish(before: ProcedureConfig | null): (vi: string) => string {
  const known = new Map<string, string>();
  const note = (words: Words | null | undefined): void => {
    if (words) known.set(words.vi, words.en);
  };
  for (const words of [before?.name, before?.fee, before?.timeLimit]) note(words);
  for (const { name, documents } of before?.cases ?? []) {
    note(name);
    for (const document of documents) {
      note(document.name);
      note(document.form);
    }
  }
  return (vi) => known.get(vi) ?? vi;
}

function differs(a: ProcedureConfig, b: ProcedureConfig, part: ProcedurePart): boolean {
  return JSON.stringify(a[part]) !== JSON.stringify(b[part]);
}
