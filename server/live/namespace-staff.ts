/** `/staff`: door, desk and lead. Needs a session or token with the right to watch. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Access } from '../access/access.js';
import { staffEvent } from '../domain/audience.js';
import type { Board } from '../protocol/board.js';
import { Feed, type Tag } from './feed.js';
import { Outlet, type LiveIo, type Screens } from './outlet.js';
import type { SiteRelay } from './relay.js';

export function staffScreens(io: LiveIo): Screens<Board> {
  return io.of('/staff');
}

/** Staff see a call after the hall and after the reply to whoever gave the command. */
export function staffOutlet(relay: SiteRelay, screens: Screens<Board>, tag: Tag): Outlet<Board> {
  const feed = new Feed<Board>({ view: staffEvent, board: () => relay.board, tag });
  return new Outlet(relay, screens, feed, 'later');
}

/**
 * Whether the holder of this bearer token or session cookie may watch the staff's board.
 * @throws AppError `store-down`
 */
export async function mayWatch(access: Access, headers: IncomingHttpHeaders): Promise<boolean> {
  const token = /^Bearer (\S{1,256})$/i.exec(headers.authorization ?? '')?.[1];
  const subject = token === undefined ? await access.socket(headers.cookie) : access.bearer(token);
  return subject !== null && access.allows(subject, 'board.staff');
}
