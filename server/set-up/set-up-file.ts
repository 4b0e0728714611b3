/** `DATA_DIR/set-up.json`: the one-time link and what was filled in so far, so that it can be left. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { setUpDraft } from '../protocol/schema/set-up.js';
import type { SetUpDraft } from '../protocol/set-up.js';
import { readPrivate, writePrivately } from './private-file.js';

export interface SetUpOpen {
  /** The secret of the one-time address: 192 random bits (ASVS 5.0 §11.5 asks for 128). */
  link: string;
  draft: SetUpDraft | null;
  /** Id of the site once it is being made: whatever happens, this one is finished. */
  site: string | null;
}
/** `over`: a real admin exists, the page is gone. */
export type SetUpState = SetUpOpen | { over: true };

/** `server/up/set-up-link.mjs` writes the same shape without knowing this file. */
const shape = z.union([
  z.strictObject({ over: z.literal(true) }),
  z.strictObject({
    link: z.string().min(22),
    draft: setUpDraft.nullable().catch(null),
    site: z.string().nullable(),
  }),
]);

export class SetUpFile {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'set-up.json');
  }

  /** What it says; `null` when there is none, or one that nobody can read. */
  async read(): Promise<SetUpState | null> {
    const text = await readPrivate(this.#path);
    if (text === null) return null;
    try {
      return shape.parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  async write(state: SetUpState): Promise<void> {
    await writePrivately(this.#path, `${JSON.stringify(state)}\n`);
  }
}

export function newLink(): string {
  return randomBytes(24).toString('base64url');
}
