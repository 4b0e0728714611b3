/** `/staff`: door, desk and lead. Needs a session or token with the right to watch. */
import type { Access } from '../access/access.js';
import type { Handshaken } from '../access/credentials.js';
import { staffBoard, staffEvent } from '../domain/audience.js';
import { refusal } from '../access/rights.js';
import { AppError } from '../errors.js';
import type { Board } from '../protocol/board.js';
import type { PrinterCondition } from '../protocol/printing.js';
import type { Admission } from './board-namespace.js';
import { Feed, type Tag } from './feed.js';
import { seenBy } from './namespace-hall.js';
import { Outlet, type LiveIo, type Screens } from './outlet.js';
import type { SiteRelay } from './relay.js';

export function staffScreens(io: LiveIo): Screens<Board> {
  return io.of('/staff');
}

/** Staff see a call after the hall and after the reply to whoever gave the command. */
export function staffOutlet(
  relay: SiteRelay,
  screens: Screens<Board>,
  tag: Tag,
  printers: () => PrinterCondition[],
): Outlet<Board> {
  const feed = new Feed<Board>({ view: staffEvent, board: () => staffBoard(relay.board), tag });
  return new Outlet(relay, screens, feed, 'later', printers);
}

/**
 * Admits who may watch the staff's board of this site, by bearer token or session cookie.
 * @throws AppError `signed-out`, `locked`, `not-allowed`, `store-down`
 */
export async function admitStaff(
  access: Access,
  handshake: Handshaken,
  site: string,
): Promise<Admission> {
  // Before the subject: what was found out last is true when the socket opens.
  const device = await access.device(handshake);
  const subject = await access.socket(handshake);
  if (subject === null) throw new AppError('signed-out');
  if (!access.allows(subject, 'socket.staff.watch', { site })) throw refusal(subject);
  return { rests: subject.rests, seen: seenBy(access, device) };
}
