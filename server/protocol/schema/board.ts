/** Zod schemas of `protocol/board.ts`, and of the tickets and counters that stand on a board. */
import { z } from 'zod';
import { COUNTER_STATES, PAUSE_REASONS, type Counter } from '../counter.js';
import { PRINT_OUTCOMES } from '../printing.js';
import { PRIORITY_CLASSES, REROUTE_REASONS, TICKET_STATES, type Ticket } from '../ticket.js';
import { day, slug, ticketId, time } from './ids.js';
import { assistAnswer, escortAnswer, handedAnswer, helpAnswer, soundTaken } from './team.js';

const count = z.int().min(0);

export const ticketFields = {
  id: ticketId,
  rev: count,
  number: z.string(),
  day,
  group: slug,
  state: z.enum(TICKET_STATES),
  issuedAt: time,
  readyAt: time,
  priority: z.enum(PRIORITY_CLASSES).nullable(),
  procedure: slug.nullable(),
  language: z.string().nullable(),
  escort: z.boolean(),
  remote: z.boolean(),
  note: z.boolean(),
  mark: z.string().nullable(),
  stop: z.int().min(1),
  stops: z.array(slug).readonly(),
  to: slug.nullable(),
  counter: slug.nullable(),
  calledAt: time.nullable(),
  calls: count,
  lastCallAt: time.nullable(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  parkedBy: slug.nullable(),
  resumeAt: time.nullable(),
  deferredAt: time.nullable(),
  reason: z.string().nullable(),
  outcome: slug.nullable(),
  resultDate: day.nullable(),
};

export const ticketState = z.strictObject(ticketFields).meta({
  id: 'TicketState',
  description: 'One visit as the store keeps it.',
}) satisfies z.ZodType<Ticket>;

export const counterAnswer = z
  .strictObject({
    id: slug,
    rev: count,
    state: z.enum(COUNTER_STATES),
    reason: z.enum(PAUSE_REASONS).nullable(),
    since: time,
    backAt: time.nullable(),
    profile: z.union([
      z.array(z.strictObject({ group: slug, tier: z.int() })).readonly(),
      z.null(),
    ]),
  })
  .meta({ id: 'Counter', description: 'How a counter stands today.' }) satisfies z.ZodType<Counter>;

const hallTicket = z.strictObject({
  number: z.string(),
  group: slug,
  state: z.enum(TICKET_STATES),
  counter: slug.nullable(),
  calledAt: time.nullable(),
  calls: count,
  lastCallAt: time.nullable(),
  badge: z.boolean(),
});
const boardHead = { day: z.string(), seq: count, at: time, configVersion: count };
export const hallBoard = z
  .strictObject({
    ...boardHead,
    tickets: z.record(z.string(), hallTicket),
    counters: z.record(
      slug,
      z.strictObject({ id: slug, state: z.enum(COUNTER_STATES), backAt: time.nullable() }),
    ),
  })
  .meta({ id: 'HallBoard', description: 'Tickets by number.' });
const slip = z.strictObject({
  copy: count,
  printer: slug,
  from: slug.exactOptional(),
  outcome: z.enum([...PRINT_OUTCOMES, 'asked']),
  cause: z.string().nullable(),
  at: time,
});
const move = z.strictObject({ from: slug, to: slug, reason: z.enum(REROUTE_REASONS), at: time });
const team = z
  .strictObject({
    assists: z.record(z.string(), assistAnswer),
    helps: z.record(z.string(), helpAnswer),
    escorts: z.record(ticketId, escortAnswer),
    handed: z.record(ticketId, handedAnswer),
    sounds: z.record(slug, soundTaken),
    helpedAt: z.record(z.string(), time),
  })
  .meta({ id: 'Team', description: 'What stands beside the queue today.' });
export const staffBoard = z
  .strictObject({
    ...boardHead,
    putBack: count,
    tickets: z.record(ticketId, ticketState),
    counters: z.record(slug, counterAnswer),
    owed: z.record(slug, count),
    slips: z.record(ticketId, slip),
    unproven: z.record(slug, count),
    moves: z.record(ticketId, z.array(move).readonly()),
    parkedAt: z.record(ticketId, time),
    team,
    ratings: z.strictObject({}),
  })
  .meta({ id: 'Board', description: 'Tickets by id.' });
