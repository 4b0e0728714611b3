/** Sends one slip and waits for the proof that it is on paper. */
import type { PrintResult } from '../../server/protocol/printing.js';
import type { EncodedSlip } from '../encode/encode-slip.js';
import type { Profile } from '../profiles/profile.js';
import { obstacle } from '../status/printer-state.js';
import type { Doubt } from './doubt.js';
import type { PrinterLine } from './line.js';
import type { SessionTimes } from './times.js';

export interface Sending extends Pick<Profile, 'completion'> {
  /** What the echo of this slip, and of no other, carries. */
  token: string;
  times: SessionTimes;
  /** On the scale of `performance.now()`, ms. */
  last: number;
}

/** @returns what became of it, and what it leaves behind in the printer */
export async function sendSlip(
  line: PrinterLine,
  { pieces, fence }: EncodedSlip,
  { completion, token, times, last }: Sending,
): Promise<{ result: PrintResult; doubt: Doubt }> {
  const { connection } = line;
  let bytesSent = 0;
  const unknown = (doubt: Doubt): { result: PrintResult; doubt: Doubt } => {
    const stopped = obstacle(line.state) ?? 'no-answer';
    const cause = line.stands(connection) ? stopped : 'connection-lost';
    return { result: { outcome: 'unknown', bytesSent, cause }, doubt };
  };
  for (const piece of pieces) {
    if (!line.stands(connection)) return unknown({ kind: 'torn' });
    bytesSent += piece.length;
    if (!(await line.written(piece, last))) return unknown({ kind: 'torn' });
  }
  const unproven = { kind: 'unproven', connection } as const;
  if (fence.length === 0) {
    if (!(await outlived(line, connection, times.settle))) return unknown(unproven);
    return { result: { outcome: 'sent', bytesSent, cause: 'no-proof' }, doubt: unproven };
  }
  line.forgetProofs();
  bytesSent += fence.length;
  line.write(fence);
  const proved = (): boolean =>
    completion === 'gs_r' ? line.queuedAnswers > 0 : line.echo === token;
  const proof = line.changes.until(() => !line.stands(connection) || proved(), line.patience(last));
  if (!(await proof) || !line.stands(connection)) return unknown(unproven);
  return { result: { outcome: 'printed', bytesSent, cause: null }, doubt: { kind: 'none' } };
}

/**
 * Whether the connection is still there a moment after the last byte: of a printer that says nothing its end
 * is all that tells of a slip sent into the void.
 */
async function outlived(line: PrinterLine, connection: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  await line.changes.until(
    () => !line.stands(connection),
    () => deadline,
  );
  return line.stands(connection);
}
