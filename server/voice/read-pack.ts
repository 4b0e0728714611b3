/** Reads a pack from its folder and believes nothing of it that was not looked at. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Pack } from '../protocol/voice.js';
import { areFrames, msOf } from './frames.js';
import { packSchema } from './pack-schema.js';

/** Bytes of a `pack.json`: one with every clip has 30,000. */
const MOST_MANIFEST_BYTES = 400_000;

export interface LoadedPack {
  about: Pack;
  clips: ReadonlyMap<string, Buffer>;
  /** Clips that the manifest names and that are not what it says; they count as missing. */
  broken: readonly string[];
}

/** @throws when the folder has no manifest that can be read, or one of another pack */
export async function readPack(folder: string): Promise<LoadedPack> {
  const file = join(folder, 'pack.json');
  if ((await stat(file)).size > MOST_MANIFEST_BYTES) throw new Error('pack.json is too long');
  const about = packSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  if (about.id !== basename(folder)) throw new Error('pack.json is of another folder');
  const clips = new Map<string, Buffer>();
  const broken: string[] = [];
  for (const [id, { bytes, ms, sha256 }] of Object.entries(about.clips)) {
    const path = join(folder, `${id}.mp3`);
    const size = await stat(path).then(
      (found) => found.size,
      () => -1,
    );
    const read = size === bytes ? await readFile(path) : null;
    const whole = read !== null && areFrames(read) && msOf(read) === ms && hashOf(read) === sha256;
    if (whole) clips.set(id, read);
    else broken.push(id);
  }
  return { about, clips, broken };
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
