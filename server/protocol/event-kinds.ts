/** Tells what an event is about by its name. In a file of its own, for the small script of the hall. */
import type { CounterEventType, TicketEventType } from './journal.js';

export function isTicketEvent<E extends { type: string }>(
  event: E,
): event is Extract<E, { type: TicketEventType }> {
  return event.type.startsWith('ticket.');
}

export function isCounterEvent<E extends { type: string }>(
  event: E,
): event is Extract<E, { type: CounterEventType }> {
  return event.type.startsWith('counter.');
}
