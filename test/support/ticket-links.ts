/** Pages of tickets for servers of tests. */
import { DayQuota } from '../../server/access/day-quota.js';
import { RemoteDesk, type RemoteDeskParts } from '../../server/http/remote-desk.js';
import { TicketLinks } from '../../server/http/ticket-links.js';
import type { TestRedis } from './redis.js';

export function ticketLinks(publicUrl: string | null): TicketLinks {
  return new TicketLinks({ secret: 'secret of tests', publicUrl });
}

type Parts = Pick<RemoteDeskParts, 'store' | 'clock' | 'links'>;

/** Gives numbers to people at home, where a site's configuration lets it. @param redis counts by address */
export function remoteDesk(redis: TestRedis, parts: Parts): RemoteDesk {
  const quota = new DayQuota(redis.client());
  return new RemoteDesk({ ...parts, quota, secret: 'secret of tests', trouble: () => null });
}
