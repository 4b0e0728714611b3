/** Zod schemas of `protocol/printers.ts`. */
import { z } from 'zod';
import { PRINT_OUTCOMES } from '../printing.js';
import {
  type FoundPrinter,
  PRINTER_KINDS,
  PRINTER_WAYS,
  type PrinterSearch,
  type PrinterTrial,
} from '../printers.js';
import { printerAddress } from './config.js';
import { printerAnswers } from './live.js';

const foundPrinter = z.strictObject({
  address: z.string(),
  way: z.enum(PRINTER_WAYS),
  name: z.string().nullable(),
  kind: z.enum(PRINTER_KINDS),
  rights: z.boolean(),
  used: z.boolean(),
}) satisfies z.ZodType<FoundPrinter>;

export const printerSearch = z
  .strictObject({
    searching: z.boolean(),
    asked: z.int(),
    of: z.int(),
    networks: z.array(z.string()),
    cut: z.boolean(),
    at: z.int().nullable(),
    found: z.array(foundPrinter),
  })
  .meta({
    id: 'PrinterSearch',
    description: 'A search for printers as it stands.',
  }) satisfies z.ZodType<PrinterSearch>;

export const printerTrial = z
  .strictObject({
    address: z.string(),
    stage: z.enum(['printing', 'watching', 'ended']),
    outcome: z.enum([...PRINT_OUTCOMES, 'blocked']).nullable(),
    cause: z.string().nullable(),
    found: printerAnswers.nullable(),
    warned: z.boolean(),
  })
  .meta({
    id: 'PrinterTrial',
    description: 'A printer that is tried out, as it stands.',
  }) satisfies z.ZodType<PrinterTrial>;

/** The newest trial; `null` before the first. */
export const printerTrialAnswer = z.strictObject({ trial: printerTrial.nullable() });

/** An address of the network or of a device, and the width of the paper in dots. */
export const trialBody = z.strictObject({
  address: printerAddress.regex(/^(tcp|device):/),
  dots: z.literal([384, 512, 576]),
});
