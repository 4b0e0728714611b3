/** Zod schemas of what a citizen's phone sends and gets (`protocol/phone.ts`). */
import { z } from 'zod';
import type { LaterBody, PhoneHandshake, PhoneState } from '../phone.js';
import { LATER_MINUTES, TICKET_STATES } from '../ticket.js';
import { time } from './ids.js';
import type { Loose } from './loose.js';

/** Anything longer than a token is none. */
const MOST = 64;
const names = z.enum(['vi', 'en']);

export const phoneHandshake = z.strictObject({
  token: z.string().max(MOST),
  names: names.exactOptional(),
}) satisfies z.ZodType<PhoneHandshake>;

/** In which language things are named; Vietnamese where it is absent. */
export const phoneQuery = z.strictObject({ names: names.optional() });

export const laterBody = z.strictObject({
  minutes: z.literal(LATER_MINUTES),
}) satisfies z.ZodType<Loose<LaterBody>>;

export const phoneState = z
  .strictObject({
    at: time,
    number: z.string(),
    letter: z.string(),
    plate: z.string(),
    group: z.string(),
    state: z.enum(TICKET_STATES),
    stop: z.int(),
    ahead: z.int().nullable(),
    estimate: z.strictObject({ low: time, high: time }).nullable(),
    opens: time.nullable(),
    over: z.boolean(),
    paused: z.boolean(),
    counter: z.int().nullable(),
    zone: z.string(),
    calledAt: time.nullable(),
    until: time.nullable(),
    mayDefer: z.boolean(),
    clockWrong: z.boolean(),
  })
  .meta({ id: 'PhoneState' }) satisfies z.ZodType<PhoneState>;
