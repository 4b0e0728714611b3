/** What a backup says about itself: written last, so that what has no manifest is no backup. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export const MANIFEST = 'manifest.json';

/** The layout of this version of the product; another one is refused. */
const FORMAT = 1;

/** A path inside the backup: letters, digits, `._-` and single slashes, no way out of the folder. */
const innerPath = z.string().regex(/^(?!.*\.\.)[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/);

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  id: z.string(),
  /** Real time, ms. */
  madeAt: z.number(),
  /** Build of the product that made it, and its Redis. */
  build: z.string(),
  redis: z.string(),
  files: z.array(
    z.object({
      path: innerPath,
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** The newest entry of each site before the copy began: no less is in it. */
  sites: z.array(
    z.object({ id: z.string(), seq: z.int(), at: z.number(), day: z.string(), h: z.string() }),
  ),
  /** Where the pepper of PINs and passwords is: in this backup, or with whoever sets `ACCESS_PEPPER`. */
  pepper: z.enum(['file', 'environment', 'none']),
});

export type Manifest = z.infer<typeof manifestSchema>;

export function manifestText(manifest: Omit<Manifest, 'format'>): string {
  return `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`;
}

/** `null` where there is none, or none of this product. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch {
    return null;
  }
}

/** Bytes of all files of a backup. */
export function bytesOf({ files }: Pick<Manifest, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
