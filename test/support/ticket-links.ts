/** Pages of tickets for servers of tests. */
import { RemoteDesk, type RemoteDeskParts } from '../../server/http/remote-desk.js';
import { TicketLinks } from '../../server/http/ticket-links.js';

export function ticketLinks(publicUrl: string | null): TicketLinks {
  return new TicketLinks({ secret: 'secret of tests', publicUrl });
}

/** Gives numbers to people at home, where a site's configuration lets it. */
export function remoteDesk(parts: Pick<RemoteDeskParts, 'store' | 'clock' | 'links'>): RemoteDesk {
  return new RemoteDesk({ ...parts, secret: 'secret of tests', trouble: () => null });
}
