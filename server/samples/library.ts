/** The library of service groups: what a ward of any kind may have. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LibraryGroup } from '../domain/first-site.js';

const shape = z.array(
  z.object({
    id: z.string(),
    letter: z.string(),
    name: z.strictObject({ vi: z.string(), en: z.string() }),
    minutes: z.number(),
  }),
);

/** @throws when the file beside this one is no library */
export async function readLibrary(): Promise<LibraryGroup[]> {
  const file = new URL('./library.json', import.meta.url);
  return shape.parse(JSON.parse(await readFile(file, 'utf8')));
}
