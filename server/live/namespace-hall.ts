/** `/hall`: televisions and signs. Open to everybody: it shows what hangs in the hall anyway. */
import { hallBoard, hallEvent } from '../domain/audience.js';
import type { HallBoard } from '../protocol/board.js';
import { Feed, type Tag } from './feed.js';
import { Outlet, type LiveIo, type Screens } from './outlet.js';
import type { SiteRelay } from './relay.js';

export function hallScreens(io: LiveIo): Screens<HallBoard> {
  return io.of('/hall');
}

export function hallOutlet(
  relay: SiteRelay,
  screens: Screens<HallBoard>,
  tag: Tag,
): Outlet<HallBoard> {
  const feed = new Feed<HallBoard>({
    view: (entry) => hallEvent(entry, relay.board, relay.config.rules.showBadge),
    board: () => hallBoard(relay.board, relay.config.rules.showBadge),
    tag,
  });
  return new Outlet(relay, screens, feed, 'at-once');
}
