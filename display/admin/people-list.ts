/** A list of people as somebody typed or pasted it: who would be made, and what stands against it. */
import { foldText } from '../../server/domain/fold-text.js';
import { type Person, type Role, ROLES } from '../../server/protocol/people.js';
import { readTable } from './table-text.js';

/** Most people in one go (the API's own bound). */
export const MOST_PEOPLE = 100;
/** UTF-16 units of a name (the API's own bound). */
const LONGEST_NAME = 60;

export type RowProblem =
  | 'name-missing'
  | 'name-odd'
  | 'name-long'
  | 'name-twice'
  | 'name-taken'
  | 'role-unknown'
  | 'role-refused'
  | 'language-unknown'
  | 'too-many';

/** One row: what would be made of it, or why it cannot be. */
export interface ListedPerson {
  /** Line of the text, from 1. */
  line: number;
  name: string;
  /** `null` where the word means none; the cell's own word is then in `roleWord`. */
  role: Role | null;
  roleWord: string;
  /** Tags of languages. */
  languages: string[];
  /** Words of the language cell that name no language known here. */
  unknown: string[];
  problems: RowProblem[];
}

/** What the reader knows besides the text. */
export interface ListContext {
  people: readonly Pick<Person, 'name' | 'active'>[];
  /** Roles that whoever asks may give. */
  mayGive: readonly Role[];
  /** Words for each tag of a language, folded, the tag included. */
  languages: Readonly<Record<string, readonly string[]>>;
}

/** Words for roles, folded, as lists of wards have them; what begins with one counts too. */
const ROLE_WORDS: Readonly<Record<Role, readonly string[]>> = {
  volunteer: ['tinh nguyen vien', 'tinh nguyen', 'tnv', 'doan vien', 'volunteer'],
  officer: ['can bo', 'cong chuc', 'chuyen vien', 'officer'],
  lead: ['to truong', 'truong ca', 'lead', 'team lead'],
  admin: ['quan tri', 'quan tri vien', 'nguoi quan tri', 'admin', 'administrator'],
};

const HEADS = {
  name: ['ten', 'ho ten', 'ho va ten', 'name', 'full name'],
  role: ['vai tro', 'chuc vu', 'nhiem vu', 'role'],
  languages: ['ngon ngu', 'tieng', 'biet tieng', 'languages', 'language'],
} as const;
type Column = keyof typeof HEADS;

/** Spreadsheets take these for the beginning of a formula; no name begins so. */
const FORMULA = /^[=+\-@\uff0b\uff0d\uff1d\uff20]/;
const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** @returns the rows in their order, or the line on which the text stops being a table */
export function readPeople(
  text: string,
  context: ListContext,
): { people: ListedPerson[] } | { brokenAt: number } {
  const table = readTable(text);
  if ('brokenAt' in table) return table;
  const { rows } = table;
  const columns = columnsOf(rows.map(({ cells }) => cells));
  const body = columns.headed ? rows.slice(1) : rows;
  const people = body.map(({ line, cells }, index): ListedPerson => {
    const at = (column: Column): string => cells[columns.at[column] ?? -1] ?? '';
    const roleWord = at('role');
    const role = roleWord === '' ? 'volunteer' : roleOf(roleWord);
    const { languages, unknown } = languagesOf(at('languages'), context);
    const listed = { line, name: at('name'), role, roleWord, languages, unknown };
    return { ...listed, problems: problemsOf(listed, index, context) };
  });
  markRepeated(people);
  return { people };
}

function columnsOf(rows: readonly string[][]): {
  headed: boolean;
  at: Partial<Record<Column, number>>;
} {
  const heads = (rows[0] ?? []).map(foldText);
  const at: Partial<Record<Column, number>> = {};
  for (const column of ['name', 'role', 'languages'] as const) {
    const found = heads.findIndex((head) => HEADS[column].some((word) => word === head));
    if (found >= 0) at[column] = found;
  }
  if (at.name !== undefined) return { headed: true, at };
  // Lists of offices begin with a column of running numbers.
  const numbered = rows.length > 0 && rows.every(([first = '']) => /^\d{1,3}\.?$/.test(first));
  const from = numbered ? 1 : 0;
  return { headed: false, at: { name: from, role: from + 1, languages: from + 2 } };
}

function roleOf(word: string): Role | null {
  const folded = foldText(word);
  return ROLES.find((role) => ROLE_WORDS[role].some((known) => folded === known)) ?? null;
}

/** `Anh, Khmer` · `en/km` · `tiếng Mông và Dao` */
function languagesOf(
  text: string,
  { languages }: ListContext,
): { languages: string[]; unknown: string[] } {
  const tags = new Set<string>();
  const unknown: string[] = [];
  for (const part of foldText(text).split(/[,;/|+&]|\bva\b|\band\b/)) {
    const word = part.replace(/^\s*tieng\s+/, '').trim();
    if (word === '' || word === 'viet' || word === 'vi') continue;
    const tag = Object.keys(languages).find((each) => languages[each]?.includes(word));
    if (tag === undefined) unknown.push(word);
    else tags.add(tag);
  }
  return { languages: [...tags], unknown };
}

function problemsOf(
  { name, role, unknown }: Pick<ListedPerson, 'name' | 'role' | 'unknown'>,
  index: number,
  { people, mayGive }: ListContext,
): RowProblem[] {
  const problems: RowProblem[] = [];
  const same = foldExactly(name);
  if (name === '') problems.push('name-missing');
  else if (FORMULA.test(name) || CONTROL.test(name)) problems.push('name-odd');
  if (name.length > LONGEST_NAME) problems.push('name-long');
  if (people.some((each) => each.active && foldExactly(each.name) === same)) {
    problems.push('name-taken');
  }
  if (role === null) problems.push('role-unknown');
  else if (!mayGive.includes(role)) problems.push('role-refused');
  if (unknown.length > 0) problems.push('language-unknown');
  if (index >= MOST_PEOPLE) problems.push('too-many');
  return problems;
}

function markRepeated(people: readonly ListedPerson[]): void {
  const seen = new Set<string>();
  for (const { name, problems } of people) {
    const same = foldExactly(name);
    if (name !== '' && seen.has(same)) problems.push('name-twice');
    seen.add(same);
  }
}

/** Two people may differ by an accent alone (Hoà, Hoa), never by capitals. */
function foldExactly(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
