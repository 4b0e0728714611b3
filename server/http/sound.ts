/** Sound to listen to: whole, or the part that was asked for. */
import type { Request, Response } from 'express';

/**
 * Some sets and phones ask for a part first, and play nothing unless they get just that.
 * @param bytes MPEG frames
 */
export function sendSound(request: Request, response: Response, bytes: Buffer): void {
  response.set({ 'Content-Type': 'audio/mpeg', 'Accept-Ranges': 'bytes' });
  const [range, another] = asked(request.range(bytes.length));
  if (range === undefined || another !== undefined) {
    response.send(bytes);
    return;
  }
  const { start, end } = range;
  response.status(206).set('Content-Range', `bytes ${start}-${end}/${bytes.length}`);
  response.send(bytes.subarray(start, end + 1));
}

/** What cannot be given in parts is given whole. */
function asked<T extends { type: string }>(ranges: T | -1 | -2 | undefined): T | [] {
  return typeof ranges === 'object' && ranges.type === 'bytes' ? ranges : [];
}
