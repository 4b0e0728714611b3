/** The bundled voice packs: clips that the server puts one after the other. */
import { existsSync } from 'node:fs';
import { cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One folder a pack, with `pack.json` and its clips. */
export const VOICES = fileURLToPath(new URL('../../display/voices/', import.meta.url));

/**
 * @param {string} target folder
 * @returns {Promise<string>} changes with the packs: their manifests hold the hashes of their clips
 */
export async function copyVoices(target) {
  let manifests = '';
  for (const pack of (await readdir(VOICES)).sort()) {
    const manifest = join(VOICES, pack, 'pack.json');
    if (!existsSync(manifest)) continue;
    await cp(join(VOICES, pack), join(target, pack), { recursive: true });
    manifests += await readFile(manifest, 'utf8');
  }
  return manifests;
}
