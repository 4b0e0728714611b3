/** Tables as text: what Excel saves or puts on the clipboard, and what it opens again. */
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { stringify } from 'csv-stringify/browser/esm/sync';

/** One row with the line of the text on which it begins (from 1). */
export interface TableRow {
  line: number;
  cells: string[];
}

/** Separators that Excel uses: `;` where the comma is decimal, tab on the clipboard. */
const SEPARATORS = ['\t', ';', ','] as const;

/** What a spreadsheet takes for a formula (ASVS 5.0, 1.2.10), behind the mark that takes that away. */
const NEUTRALISED = /^'(?=[=+\-@\t\r\uff0b\uff0d\uff1d\uff20])/;

/**
 * Rows of a CSV or of pasted cells; empty rows are left out, cells are trimmed, one line and in NFC.
 * @returns the line on which the text stops being a table, where it does
 */
export function readTable(text: string): { rows: TableRow[] } | { brokenAt: number } {
  const { given, separator, from } = prepared(text);
  const rows: TableRow[] = [];
  try {
    parse(given, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      on_record: (record: string[], { lines }) => {
        // The parser knows where a record ends; line ends within its quotes lie before that.
        const line = from + lines - record.join('').split(/\r\n?|\n/).length + 1;
        rows.push({ line, cells: record.map(cell) });
        return null;
      },
    });
    return { rows: rows.filter(({ cells }) => cells.some((each) => each !== '')) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { brokenAt: from + (typeof error['lines'] === 'number' ? error['lines'] : 1) };
  }
}

function cell(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().replace(NEUTRALISED, '');
}

function prepared(text: string): { given: string; separator: string; from: number } {
  const plain = text.replace(/^\ufeff/, '');
  // A line of its own with which some programs tell Excel the separator.
  const told = /^sep=(.)\r?\n/i.exec(plain);
  if (told?.[1] !== undefined) {
    return { given: plain.slice(told[0].length), separator: told[1], from: 1 };
  }
  const first = plain.split(/\r\n?|\n/).find((line) => line.trim() !== '') ?? '';
  const counts = SEPARATORS.map((each) => first.split(each).length);
  const most = counts.indexOf(Math.max(...counts));
  return { given: plain, separator: SEPARATORS[most] ?? ',', from: 0 };
}

/**
 * A CSV that Excel opens with its letters right (BOM, CRLF, `;`) and in which no cell is a formula:
 * such a cell begins with an apostrophe, which `readTable` takes away again.
 */
export function writeTable(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => [...row]);
  return stringify(lines, {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
