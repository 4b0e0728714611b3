/**
 * Finds out what one printer answers: nothing else tells. The name that it says (`GS I`) is another make's on
 * some clones, and manuals differ from firmware (`facts` of printing §4.4).
 */
import type { PrinterAnswers } from '../../server/protocol/printing.js';
import { processId, QUEUED_STATUS } from '../encode/commands.js';
import { encodeSlip } from '../encode/encode-slip.js';
import type { Profile } from '../profiles/profile.js';
import type { Bitmap1 } from '../render/bitmap.js';
import type { PrinterLine } from './line.js';
import type { SessionTimes } from './times.js';

export interface Found extends Pick<PrinterAnswers, 'pushes' | 'proof'> {
  /** Whether the way took the whole slip and the connection stood to the end. */
  sent: boolean;
  bytesSent: number;
}

/**
 * Sends a test slip and asks for each kind of proof after it, the surest first.
 * @param token of this slip alone, so that an older echo is not taken for its own
 */
export async function findAnswers(
  line: PrinterLine,
  bitmap: Bitmap1,
  profile: Profile,
  times: SessionTimes,
  token: string,
): Promise<Found> {
  const { connection } = line;
  const last = performance.now() + times.whole;
  const { pieces } = encodeSlip(bitmap, { ...profile, completion: 'none' }, token);
  const found: Found = { sent: false, bytesSent: 0, pushes: false, proof: 'none' };
  line.forgetProofs();
  for (const piece of pieces) {
    if (!line.stands(connection)) return found;
    found.bytesSent += piece.length;
    if (!(await line.written(piece, last))) return found;
  }
  line.write(processId(token));
  const echoed = await answered(line, () => line.echo === token, times.proof);
  line.write(QUEUED_STATUS);
  const fenced = await answered(
    line,
    () => line.queuedAnswers > 0,
    echoed ? times.settle : times.proof,
  );
  found.pushes = line.pushes > 0;
  found.proof = echoed ? 'echo' : fenced ? 'fence' : 'none';
  found.sent = line.stands(connection);
  return found;
}

function answered(line: PrinterLine, so: () => boolean, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  return line.changes.until(so, () => deadline);
}
