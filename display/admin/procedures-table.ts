/**
 * Procedures as a table: one row each, the documents of a case in one cell, parted by `|`, each with its
 * form behind `::`. What a column does not say stays as it was.
 */
import { foldText } from '../../server/domain/fold-text.js';
import type {
  GroupConfig,
  OnlineReach,
  ProcedureCase,
  ProcedureConfig,
  Words,
} from '../../server/protocol/config.js';
import { readTable, writeTable } from './table-text.js';

/** One procedure as a file gives it; what it does not speak of is absent, English may be ''. */
export interface GivenProcedure {
  /** Row of the table or place in the list, from 1. */
  line: number;
  id?: string;
  /** Letter, id or name of the group. */
  group?: string;
  name?: Words;
  aliases?: string[];
  /** NaN where it is no number. */
  minutes?: number;
  cases?: ProcedureCase[];
  code?: string;
  fee?: Words | null;
  timeLimit?: Words | null;
  /** '' where the word means none. */
  online?: OnlineReach | '';
  link?: string;
  source?: string;
  /** '' where it is no date, `null` for an empty cell. */
  checkedOn?: string | null;
}

/** Heads of the columns; those of cases are `trường hợp 1`, `giấy tờ 1`, … */
const HEADS = {
  id: 'id',
  code: 'mã thủ tục',
  group: 'nhóm',
  name: 'tên',
  nameEn: 'tên (en)',
  aliases: 'cách gọi khác',
  minutes: 'phút',
  fee: 'lệ phí',
  feeEn: 'lệ phí (en)',
  timeLimit: 'thời hạn',
  timeLimitEn: 'thời hạn (en)',
  online: 'trực tuyến',
  link: 'liên kết',
  source: 'nguồn',
  checkedOn: 'ngày kiểm tra',
} as const;
type Column = keyof typeof HEADS;
const COLUMNS = Object.keys(HEADS) as Column[];

const CASE = { name: 'trường hợp', documents: 'giấy tờ' } as const;

const REACHES: Readonly<Record<OnlineReach, readonly string[]>> = {
  none: ['không', 'none', 'no'],
  partial: ['một phần', 'partial'],
  whole: ['toàn trình', 'whole'],
};

/** Cases that one table has columns for (the configuration's own bound). */
const MOST_CASES = 20;

/** A CSV of procedures that Excel opens, and `readProcedures` reads back. */
export function writeProcedures(
  procedures: readonly ProcedureConfig[],
  groups: readonly GroupConfig[],
): string {
  const most = Math.max(1, ...procedures.map(({ cases }) => cases.length));
  const heads = COLUMNS.map((column) => HEADS[column] as string);
  for (let n = 1; n <= most; n += 1) {
    for (const part of [CASE.name, CASE.documents]) heads.push(`${part} ${n}`, `${part} ${n} (en)`);
  }
  const rows = procedures.map((procedure) => {
    const letter = groups.find(({ id }) => id === procedure.group)?.letter ?? procedure.group;
    const cells: Record<Column, string> = {
      id: procedure.id,
      code: procedure.code,
      group: letter,
      name: procedure.name.vi,
      nameEn: procedure.name.en,
      aliases: joined(procedure.aliases),
      minutes: String(procedure.minutes).replace('.', ','),
      fee: procedure.fee?.vi ?? '',
      feeEn: procedure.fee?.en ?? '',
      timeLimit: procedure.timeLimit?.vi ?? '',
      timeLimitEn: procedure.timeLimit?.en ?? '',
      online: REACHES[procedure.online][0] ?? '',
      link: procedure.link,
      source: procedure.source,
      checkedOn: procedure.checkedOn ?? '',
    };
    const cases = Array.from({ length: most }, (_all, index) => procedure.cases[index]);
    return [...COLUMNS.map((column) => cells[column]), ...cases.flatMap(caseCells)];
  });
  return writeTable([heads, ...rows]);
}

function caseCells(one: ProcedureCase | undefined): string[] {
  if (one === undefined) return ['', '', '', ''];
  const documents = (language: 'vi' | 'en'): string =>
    joined(one.documents.map(({ name, form }) => paired(name[language], form[language])));
  return [one.name.vi, one.name.en, documents('vi'), documents('en')];
}

/** @returns the procedures, or the line on which the text stops being a table with a head */
export function readProcedures(text: string): { given: GivenProcedure[] } | { brokenAt: number } {
  const table = readTable(text);
  if ('brokenAt' in table) return table;
  const [head, ...rows] = table.rows;
  const heads = (head?.cells ?? []).map(foldText);
  const place = (name: string): number => heads.indexOf(foldText(name));
  if (place(HEADS.name) < 0) return { brokenAt: head?.line ?? 1 };
  return {
    given: rows.map(({ line, cells }) => {
      const at = (name: string): string | undefined =>
        place(name) < 0 ? undefined : (cells[place(name)] ?? '');
      return givenOf(line, at);
    }),
  };
}

type At = (name: string) => string | undefined;

function givenOf(line: number, at: At): GivenProcedure {
  const text = (column: Column): string | undefined => at(HEADS[column]);
  const words = (vi: Column, en: Column): Words | undefined => {
    const said = text(vi);
    return said === undefined ? undefined : { vi: said, en: text(en) ?? '' };
  };
  const sentence = (vi: Column, en: Column): Words | null | undefined => {
    const said = words(vi, en);
    return said?.vi === '' ? null : said;
  };
  const [minutes, online, day, aliases] = [
    text('minutes'),
    text('online'),
    text('checkedOn'),
    text('aliases'),
  ];
  return present({
    line,
    id: text('id') || undefined,
    group: text('group'),
    name: words('name', 'nameEn'),
    aliases: aliases === undefined ? undefined : parted(aliases),
    minutes: minutes === undefined ? undefined : minutesOf(minutes),
    cases: casesOf(at),
    code: text('code'),
    fee: sentence('fee', 'feeEn'),
    timeLimit: sentence('timeLimit', 'timeLimitEn'),
    online: online === undefined ? undefined : reachOf(online),
    link: text('link'),
    source: text('source'),
    checkedOn: day === undefined ? undefined : dayOf(day),
  });
}

type Loose = { [K in keyof GivenProcedure]: GivenProcedure[K] | undefined };

/** Without the columns that the table lacks. */
function present(loose: Loose): GivenProcedure {
  const entries = Object.entries(loose).filter(([, value]) => value !== undefined);
  return { line: 0, ...Object.fromEntries(entries) };
}

function casesOf(at: At): ProcedureCase[] | undefined {
  if (at(`${CASE.name} 1`) === undefined && at(`${CASE.documents} 1`) === undefined) {
    return undefined;
  }
  const cases: ProcedureCase[] = [];
  for (let n = 1; n <= MOST_CASES; n += 1) {
    const name = at(`${CASE.name} ${n}`) ?? '';
    const documents = parted(at(`${CASE.documents} ${n}`) ?? '').map(pairOf);
    if (name === '' && documents.length === 0) continue;
    const english = parted(at(`${CASE.documents} ${n} (en)`) ?? '').map(pairOf);
    cases.push({
      name: { vi: name, en: at(`${CASE.name} ${n} (en)`) ?? '' },
      documents: documents.map(([vi, form], index) => ({
        name: { vi, en: english[index]?.[0] ?? '' },
        form: { vi: form, en: english[index]?.[1] ?? '' },
      })),
    });
  }
  return cases;
}

/** `7,5` and `7.5`. */
export function minutesOf(text: string): number {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

/** '' for a word that means none; an empty cell is `none`. */
export function reachOf(text: string): OnlineReach | '' {
  const asked = foldText(text);
  if (asked === '') return 'none';
  const reaches = Object.keys(REACHES) as OnlineReach[];
  return reaches.find((reach) => REACHES[reach].some((word) => foldText(word) === asked)) ?? '';
}

/** `2026-11-19` and `19/11/2026` → the former; '' for what is no date, `null` for nothing. */
export function dayOf(text: string): string | null {
  if (text === '') return null;
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [, d = '', m = '', y = ''] = local ?? [];
  const day = local ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : text;
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  return valid && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? day : '';
}

function joined(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/\|/g, '\\|')).join(' | ');
}
function parted(text: string): string[] {
  const parts = text.replace(/\\\|/g, '\u0000').split('|');
  return parts.map((part) => part.replace(/\u0000/g, '|').trim()).filter((part) => part !== '');
}
function paired(name: string, form: string): string {
  return form === '' ? name : `${name} :: ${form}`;
}
/** The last `::` parts name and form. */
function pairOf(text: string): [name: string, form: string] {
  const at = text.lastIndexOf('::');
  return at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 2).trim()];
}
