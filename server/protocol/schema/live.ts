/** Zod schemas of what comes in over the live protocol (`protocol/live.ts`). Unknown keys are refused. */
import { z } from 'zod';
import {
  PRINT_OUTCOMES,
  AGENT_CAUSES,
  PAPER_STATES,
  PRINTER_FAULTS,
  PRINTER_PROOFS,
  type BrowserHandshake,
  type PrinterAnswers,
  type PrinterTested,
  type PrinterHandshake,
  type PrinterStatus,
  type PrintResult,
} from '../printing.js';
import type { KioskHandshake } from '../kiosk.js';
import { HEARD, type Handshake, type Have } from '../live.js';
import { rev, slug, time } from './ids.js';

/** Keyed tag of an entry's hash, or '' from a screen that saw no entry yet. */
const tag = z.string().regex(/^(?:[0-9a-f]{16})?$/);

export const handshake = z.strictObject({
  site: slug,
  build: z.string().max(64).exactOptional(),
  zone: slug.exactOptional(),
  counter: slug.exactOptional(),
  seq: rev.exactOptional(),
  h: tag.exactOptional(),
}) satisfies z.ZodType<Handshake>;

export const kioskHandshake = z.strictObject({
  site: slug,
  build: z.string().max(64).exactOptional(),
}) satisfies z.ZodType<KioskHandshake>;

export const have = z
  .strictObject({ seq: rev, h: tag })
  .nullable() satisfies z.ZodType<Have | null>;

/** What a hall screen says of a sentence that it was to play. */
export const heard = z.enum(HEARD);

/** Dots of the widest head known, 112 mm at 8 dots a mm, with room. */
const MOST_DOTS = 1_024;

export const printerHandshake = z.strictObject({
  site: slug,
  printer: slug,
  token: z.string().min(16).max(256),
  dots: z.int().min(200).max(MOST_DOTS),
  unit: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .exactOptional(),
  feed: z.int().min(0).max(MOST_DOTS).exactOptional(),
  sensor: z.boolean().exactOptional(),
  recalls: z.literal(true).exactOptional(),
}) satisfies z.ZodType<PrinterHandshake>;

export const browserHandshake = z.strictObject({
  site: slug,
  printer: slug,
  build: z.string().max(64),
  recalls: z.literal(true).exactOptional(),
}) satisfies z.ZodType<BrowserHandshake>;

export const printerStatus = z.strictObject({
  printer: slug,
  online: z.boolean(),
  paper: z.enum(PAPER_STATES),
  cover: z.enum(['closed', 'open', 'unknown']),
  fault: z.enum(PRINTER_FAULTS).exactOptional(),
  at: time,
}) satisfies z.ZodType<PrinterStatus>;

/** An agent of another version may know words of its own, but what it says is journaled. */
const cause = z.enum(AGENT_CAUSES).or(
  z
    .string()
    .max(64)
    .transform(() => 'other' as const),
);

export const printerAnswers = z.strictObject({
  status: z.boolean(),
  pushes: z.boolean(),
  proof: z.enum(PRINTER_PROOFS),
}) satisfies z.ZodType<PrinterAnswers>;

export const printerTested = printerAnswers.extend({
  at: time,
  warned: z.boolean(),
}) satisfies z.ZodType<PrinterTested>;

export const printResult = z.strictObject({
  outcome: z.enum([...PRINT_OUTCOMES, 'blocked']),
  bytesSent: z.int().min(0),
  cause: cause.nullable(),
  found: printerAnswers.exactOptional(),
}) satisfies z.ZodType<PrintResult>;
