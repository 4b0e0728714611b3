/** What is known about a kind of printer. One JSON file each; a site may add its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const profileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  /** Width of the print head, dots. */
  dots: z.union([z.literal(384), z.literal(512), z.literal(576)]),
  /** Receive buffer: one raster command never carries more (clones garble larger ones). */
  bufferBytes: z.int().min(512).max(1_048_576),
  /** Units of `ESC J` that move the paper by one dot: 1 at 203 dpi, 2 where a unit is 1/360 inch. */
  feedUnitsPerDot: z.union([z.literal(1), z.literal(2)]),
  /** Paper between print head and cutter: fed before the cut, else the cut goes through the slip. */
  headToCutterDots: z.int().min(0).max(400),
  cut: z.enum(['partial', 'full', 'none']),
  /** How it proves that a slip is on paper: `GS ( H` echo, queued `GS r 1`, or not at all. */
  completion: z.enum(['gs_paren_h', 'gs_r', 'none']),
  /** Whether it answers `DLE EOT` before a slip. */
  preflight: z.enum(['dle_eot', 'none']),
  /** Whether a slip may be sent when the pre-flight stays without an answer. */
  sendWhenSilent: z.boolean(),
  /**
   * Whether it says in time that its roll ends. Only for what certainly does: others are believed once they
   * have said so, and until then the paper is counted too.
   */
  nearEndSensor: z.boolean().default(false),
  /** Where the values come from: `declared` by manuals, or `probed` on a unit. */
  provenance: z.enum(['declared', 'probed']),
});
export type Profile = z.infer<typeof profileSchema>;

export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}

/**
 * Checks a profile that was read from somewhere.
 * @throws ProfileError naming the first field that is wrong
 */
export function parseProfile(value: unknown): Profile {
  const parsed = profileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProfileError(z.prettifyError(parsed.error));
}

/** Ids of the profiles that come with the driver. */
export function profileIds(): string[] {
  return readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/**
 * One of the profiles that come with the driver.
 * @throws ProfileError when there is none of that id
 */
export function loadProfile(id: string): Profile {
  if (!profileIds().includes(id)) {
    throw new ProfileError(`no profile ${id}; there are ${profileIds().join(', ')}`);
  }
  const text = readFileSync(new URL(`./${id}.json`, import.meta.url), 'utf8');
  const value: unknown = JSON.parse(text);
  return parseProfile(value);
}
