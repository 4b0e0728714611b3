/** Procedures from a JSON file: a list of them, or anything that has one under `procedures`. */
import { isRecord } from '../shared/api.js';
import type { ProcedureCase, Words } from '../../server/protocol/config.js';
import { dayOf, type GivenProcedure, minutesOf, reachOf } from './procedures-table.js';

/** @returns the procedures, or line 1 for a text that has none */
export function readProceduresJson(
  text: string,
): { given: GivenProcedure[] } | { brokenAt: number } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { brokenAt: 1 };
  }
  const list: unknown = isRecord(value) ? value['procedures'] : value;
  if (!Array.isArray(list)) return { brokenAt: 1 };
  return { given: list.map((each: unknown, index) => givenOf(index + 1, each)) };
}

function givenOf(line: number, value: unknown): GivenProcedure {
  const from = isRecord(value) ? value : {};
  const given: GivenProcedure = { line };
  const [id, group, code, link, source] = ['id', 'group', 'code', 'link', 'source'].map((name) =>
    textOf(from[name]),
  );
  if (id) given.id = id;
  if (group !== undefined) given.group = group;
  if (code !== undefined) given.code = code;
  if (link !== undefined) given.link = link;
  if (source !== undefined) given.source = source;
  const name = wordsOf(from['name']);
  if (name) given.name = name;
  if ('fee' in from) given.fee = wordsOf(from['fee']);
  if ('timeLimit' in from) given.timeLimit = wordsOf(from['timeLimit']);
  if (Array.isArray(from['aliases'])) {
    given.aliases = from['aliases'].flatMap((each: unknown) => textOf(each) || []);
  }
  if ('minutes' in from) given.minutes = minutesOf(String(textOf(from['minutes']) ?? ''));
  if ('online' in from) given.online = reachOf(textOf(from['online']) ?? '');
  if ('checkedOn' in from) given.checkedOn = dayOf(textOf(from['checkedOn']) ?? '');
  if (Array.isArray(from['cases'])) given.cases = from['cases'].map(caseOf);
  return given;
}

function caseOf(value: unknown): ProcedureCase {
  const from = isRecord(value) ? value : {};
  const documents: unknown = from['documents'];
  return {
    name: wordsOf(from['name']) ?? { vi: '', en: '' },
    documents: (Array.isArray(documents) ? documents : []).map((each: unknown) => {
      const document = isRecord(each) ? each : {};
      return {
        name: wordsOf(document['name']) ?? { vi: '', en: '' },
        form: wordsOf(document['form']) ?? { vi: '', en: '' },
      };
    }),
  };
}

/** A sentence alone is Vietnamese. */
function wordsOf(value: unknown): Words | null {
  if (!isRecord(value)) {
    const vi = textOf(value);
    return vi ? { vi, en: '' } : null;
  }
  const vi = textOf(value['vi']) ?? '';
  return vi === '' ? null : { vi, en: textOf(value['en']) ?? '' };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.normalize('NFC').trim() : undefined;
}
