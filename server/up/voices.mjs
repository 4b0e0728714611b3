/** The spoken sentences: clips of a pack put one after the other, as files of their own. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One folder a language, with `pack.json` and its clips. */
export const VOICES = fileURLToPath(new URL('../../display/voices/', import.meta.url));

/**
 * @param {string} assets folder of the hashed files
 * @returns {Promise<Record<string, string>>} addresses under `/assets/`, by `<language>/<sentence>`
 */
export async function buildVoices(assets) {
  await mkdir(assets, { recursive: true });
  /** @type {Record<string, string>} */
  const made = {};
  for (const language of await readdir(VOICES)) {
    const folder = join(VOICES, language);
    if (!existsSync(join(folder, 'pack.json'))) continue;
    const { sentences } = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8'));
    for (const [sentence, clips] of Object.entries(sentences)) {
      const parts = await Promise.all(clips.map((clip) => readFile(join(folder, `${clip}.mp3`))));
      const bytes = Buffer.concat(parts);
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase();
      const name = `voice-${language}-${sentence}-${hash}.mp3`;
      await writeFile(join(assets, name), bytes);
      made[`${language}/${sentence}`] = `/assets/${name}`;
    }
  }
  return made;
}
