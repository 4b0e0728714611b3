/** Zod schemas of `protocol/sites.ts`. */
import { z } from 'zod';
import type { NewSiteBody } from '../sites.js';
import { line, slug } from './ids.js';

export const newSite = z.strictObject({
  name: line(120),
  from: slug.nullable(),
}) satisfies z.ZodType<NewSiteBody>;

export const madeSite = z.strictObject({ site: z.string() });
