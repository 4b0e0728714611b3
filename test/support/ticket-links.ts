/** Pages of tickets for servers of tests. */
import { TicketLinks } from '../../server/http/ticket-links.js';

export function ticketLinks(publicUrl: string | null): TicketLinks {
  return new TicketLinks({ secret: 'secret of tests', publicUrl });
}
