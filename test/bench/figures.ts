/** Numbers out of many measurements, and the table in which they are shown. */

/** The value under which a share `p` (0–1) of the values lie. @throws Error without values */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * Runs two measurements in turn, so that what else the machine does meets both alike. Each round
 * begins with the one that ended the round before.
 */
export async function inTurn<T>(
  rounds: number,
  ours: () => Promise<T>,
  floor: () => Promise<T>,
): Promise<{ ours: T; floor: T }[]> {
  const results: { ours: T; floor: T }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      results.push({ ours: await ours(), floor: await floor() });
    } else {
      const first = await floor();
      results.push({ ours: await ours(), floor: first });
    }
  }
  return results;
}

/** One line of the table. */
export interface Finding {
  what: string;
  /** What the product did, with its unit, and the floor or the other side beside it. */
  ours: string;
  floor: string;
  /** Their ratio, or an absolute time where the bar is one. */
  result: string;
  bar: string;
  met: boolean;
}

/** The median ratio of pairs, held against the most (or the least) that it may be. */
export function ratioFinding(
  what: string,
  pairs: readonly { ours: number; floor: number }[],
  show: (value: number) => string,
  bar: { atMost: number } | { atLeast: number },
): Finding {
  const ratio = median(pairs.map(({ ours, floor }) => ours / floor));
  const most = 'atMost' in bar;
  return {
    what,
    ours: show(median(pairs.map(({ ours }) => ours))),
    floor: show(median(pairs.map(({ floor }) => floor))),
    result: `${ratio.toFixed(2)} ×`,
    bar: most ? `≤ ${bar.atMost} ×` : `≥ ${bar.atLeast} ×`,
    met: most ? ratio <= bar.atMost : ratio >= bar.atLeast,
  };
}

/** A time (ms) held against a bar that is one too. `floor`: for the reader to judge the machine by. */
export function timeFinding(what: string, ms: number, atMost: number, floor?: number): Finding {
  const result = milliseconds(ms);
  const bar = `≤ ${milliseconds(atMost)}`;
  const beside = floor === undefined ? '' : milliseconds(floor);
  return { what, ours: result, floor: beside, result, bar, met: ms <= atMost };
}

export function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(2)} ms` : `${Math.round(ms)} ms`;
}

export function perSecond(rate: number): string {
  return `${Math.round(rate)}/s`;
}

const TITLES: Record<keyof Omit<Finding, 'met'>, string> = {
  what: 'what',
  ours: 'product',
  floor: 'beside it',
  result: 'result',
  bar: 'bar',
};

/** The findings as a Markdown table. */
export function table(findings: readonly Finding[]): string {
  const rows = [
    [...Object.values(TITLES), 'met'],
    ...findings.map(({ what, ours, floor, result, bar, met }) => [
      ...[what, ours, floor, result, bar],
      met ? 'yes' : 'NO',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return `${[lines[0], rule, ...lines.slice(1)].join('\n')}\n`;
}
