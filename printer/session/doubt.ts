/** What a slip whose end is not known leaves in the printer, and how the next one gets clear of it. */
import type { PrinterLine } from './line.js';
import type { SessionTimes } from './times.js';

/**
 * A proof that may still come, or half a command. The way may lose what it has taken when the connection
 * ends, so `unproven` holds for that connection only.
 */
export type Doubt = { kind: 'none' | 'torn' } | { kind: 'unproven'; connection: number };

/** Whether half a command may stand in the printer. */
export function isTorn(doubt: Doubt, { connection }: Pick<PrinterLine, 'connection'>): boolean {
  return doubt.kind === 'torn' || (doubt.kind === 'unproven' && doubt.connection !== connection);
}

/**
 * Answers to `GS r` look all the same: asks once more and waits until those that are still owed have come.
 * @param last on the scale of `performance.now()`, ms
 * @returns false when none came in time: it works on, or answers no `GS r`
 */
export async function owedAnswersCame(
  line: PrinterLine,
  question: Uint8Array,
  { proof, settle }: Pick<SessionTimes, 'proof' | 'settle'>,
  last: number,
): Promise<boolean> {
  line.forgetProofs();
  if (!(await line.written(question, last))) return false;
  if (!(await moreAnswers(line, 0, proof))) return false;
  let seen = 0;
  do {
    seen = line.queuedAnswers;
  } while (await moreAnswers(line, seen, settle));
  return true;
}

/** Whether there are more than `seen` answers to `GS r` within `ms`. */
function moreAnswers(line: PrinterLine, seen: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  return line.changes.until(
    () => line.queuedAnswers > seen,
    () => deadline,
  );
}
