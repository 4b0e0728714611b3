/** What is kept of a paired device, as JSON in the book `devices`. */
import { z } from 'zod';
import { DEVICE_KINDS } from '../protocol/people.js';

const deviceRecord = z.object({
  device: z.object({
    id: z.string(),
    kind: z.enum(DEVICE_KINDS),
    name: z.string(),
    site: z.string(),
    counter: z.string().nullable(),
    zone: z.string().nullable(),
    printer: z.string().nullable(),
    person: z.string().nullable(),
    pairedAt: z.number(),
  }),
  /** Digest of its token; `null` until it claimed it. */
  digest: z.string().nullable(),
});
export type DeviceRecord = z.infer<typeof deviceRecord>;

/** @throws when it is no record of a device */
export function readDevice(stored: unknown): DeviceRecord {
  return deviceRecord.parse(stored);
}
