/** Shapes of ids and times that come in from outside. */
import { z } from 'zod';

/** Ids of sites, groups, counters, outcomes …: they stand in keys and journal entries unescaped. */
export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
/** Zero-padded number of a ticket. */
export const TICKET_ID = /^\d{1,16}$/;
/** Idempotency keys (design §6). */
export const REQUEST_KEY = /^[A-Za-z0-9_-]{16,64}$/;

export const slug = z.string().regex(SLUG);
export const ticketId = z.string().regex(TICKET_ID);
export const requestKey = z.string().regex(REQUEST_KEY);
export const rev = z.int().min(0);
/** ms since 1970. */
export const time = z.int().min(0);
export const day = z.iso.date();
/** BCP 47, the part that a hall needs: language, script, region. */
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Z]{2}|\d{3}))?$/);

/** Control characters and direction marks: they disturb screens and printers. */
const DISTURBING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** One line that a person typed, trimmed and in NFC. @param most characters */
export function line(most: number) {
  return z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(most)
    .refine((text) => !DISTURBING.test(text), { error: 'control characters are not allowed' });
}
