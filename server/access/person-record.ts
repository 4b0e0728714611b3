/** What is kept of a person, as JSON in the book `people`. */
import { z } from 'zod';
import { ROLES, type Person } from '../protocol/people.js';

/** ms after which a one-time PIN has to be changed at sign-in: its first shifts are over by then. */
export const MUST_CHANGE_AFTER = 3 * 86_400_000;
/** ms for which a one-time PIN opens anything. */
export const ONE_TIME_LIFETIME = 14 * 86_400_000;
/** ms for which the slip's address turns a phone into its owner's device. */
export const JOIN_LIFETIME = 86_400_000;

const sites = z.union([z.literal('all'), z.array(z.string())]);

const personRecord = z.object({
  person: z.object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    languages: z.array(z.string()),
    active: z.boolean(),
    sites,
    mustChange: z.boolean(),
    hasPassword: z.boolean(),
    madeAt: z.number(),
  }),
  /** Hashes (`hasher.ts`); `null` for none. */
  pin: z.string().nullable(),
  /** Real time, ms, at which that PIN was set. */
  pinAt: z.number(),
  password: z.string().nullable(),
  /** Sessions that began in an earlier epoch are over. */
  epoch: z.number(),
  /** The slip's secret, as a digest, until somebody used it. */
  join: z.object({ digest: z.string(), until: z.number() }).nullable(),
});
export type PersonRecord = z.infer<typeof personRecord>;

/** @throws when it is no record of a person */
export function readPerson(stored: unknown): PersonRecord {
  return personRecord.parse(stored);
}

export function personOf({ person }: PersonRecord, lastSignInAt: number | null): Person {
  return { ...person, lastSignInAt };
}
