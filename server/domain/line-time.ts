/**
 * Line time: what people stand in line and become ready by. It is site time, but when a
 * lead puts the clock back it runs on: nobody's waiting starts again, and nobody waits for hours to
 * come a second time. It belongs to the day; the next one starts without.
 */
import type { Board } from '../protocol/board.js';

type Times = Pick<Board, 'at' | 'putBack'>;

/**
 * Line time (ms) at a moment of site time; compare `readyAt` and `resumeAt` with this.
 * @param now site time, ms; one that lies before the newest entry counts as that
 */
export function lineTime(board: Times, now: number): number {
  return Math.max(now, board.at) + board.putBack;
}

/**
 * ms since something that happened today, such as a ticket's `lastCallAt`. What lies ahead happened
 * before the clock was put back.
 * @param now site time, ms
 */
export function elapsedSince(board: Times, now: number, moment: number): number {
  const known = Math.max(now, board.at);
  return (moment > known ? known + board.putBack : known) - moment;
}
