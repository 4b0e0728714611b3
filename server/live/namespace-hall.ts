/** `/hall`: televisions and signs. Open to everybody: it shows what hangs in the hall anyway. */
import type { Access } from '../access/access.js';
import type { Handshaken } from '../access/credentials.js';
import type { Device } from '../protocol/people.js';
import { hallBoard, hallEvent } from '../domain/audience.js';
import type { HallBoard } from '../protocol/board.js';
import type { Admission } from './board-namespace.js';
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

/**
 * Admits everybody. A paired device counts as that device, and does not come back once it was revoked.
 * @throws AppError `signed-out` with a token that is worth nothing any more; `store-down`
 */
export async function admitHall(access: Access, handshake: Handshaken): Promise<Admission> {
  const device = await access.device(handshake);
  return {
    rests: device === null ? [] : [{ kind: 'device', id: device.id }],
    seen: seenBy(access, device),
  };
}

/** How to note that a device is here; `null` for none. */
export function seenBy(access: Access, device: Pick<Device, 'id'> | null): Admission['seen'] {
  return device && ((where) => access.devices.seen(device.id, where));
}
