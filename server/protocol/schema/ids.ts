/** Shapes of ids and times that come in from outside. */
import { z } from 'zod';

/**
 * Ids of sites, groups, counters, outcomes …: they stand in keys and journal entries unescaped, and
 * boards are looked up by them, so that the one slug that every object knows is none.
 */
export const SLUG = /^(?!constructor$)[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
/** Zero-padded number of a ticket. */
export const TICKET_ID = /^\d{1,16}$/;
/** Id of an assist or a call for help: the seq of its first entry. */
export const ENTRY_ID = /^[1-9]\d{0,14}$/;
/** Idempotency keys. */
export const REQUEST_KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** The issuer's mark on a slip: it is journalled, so it must not hold a name. */
const MARK = /^[A-Z0-9]{1,4}$/;

export const mark = z.string().regex(MARK);
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

/**
 * Control characters, line ends and direction marks, which disturb screens and printers, and halves of
 * surrogate pairs, which no UTF-8 can carry.
 */
const DISTURBING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/**
 * Characters without any width, by which two names look alike: zero width space, word joiner, byte order
 * mark. The joiners U+200C and U+200D are letters' own in some scripts.
 */
const UNSEEN = /[\u200b\u2060\ufeff]/u;
/** Those that stay unseen in running text too: Khmer marks where words end by a zero width space. */
const UNSEEN_IN_TEXT = /[\u2060\ufeff]/u;

/** One line that a person typed, trimmed, well-formed and in NFC. @param most UTF-16 units */
export function line(most: number) {
  return lineWithout(UNSEEN, most);
}

/** A sentence in a further language: as `line`, with zero width spaces. @param most UTF-16 units */
export function translation(most: number) {
  return lineWithout(UNSEEN_IN_TEXT, most);
}

function lineWithout(unseen: RegExp, most: number) {
  return z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(most)
    .refine((text) => !DISTURBING.test(text) && !unseen.test(text), {
      error: 'control characters, unseen and broken ones are not allowed',
    });
}
