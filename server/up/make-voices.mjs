/**
 * Makes the spoken clips of `display/voices/<language>/pack.json` with espeak-ng and ffmpeg (both from
 * Debian): `node server/up/make-voices.mjs`. Run by hand when words change, and what comes out is kept
 * in the repository: neither building nor running needs either program.
 *
 * Each clip is trimmed, brought to one level and written as bare MPEG frames of one size, without a bit
 * reservoir, so that clips become a sentence by being put one after the other (`voices.mjs`).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VOICES } from './voices.mjs';

/** dBFS of the loudest sample of each clip: louder ones are clipped by small loudspeakers. */
const PEAK = -3;
/** What is quieter than this at both ends is no speech; a little silence stays, as between words. */
const TRIM =
  'silenceremove=start_periods=1:start_threshold=-45dB,areverse,' +
  'silenceremove=start_periods=1:start_threshold=-45dB,areverse';
const PADS = 'adelay=10:all=1,apad=pad_dur=0.05';
const FRAMES = [
  ...['-ac', '1', '-ar', '24000', '-c:a', 'libmp3lame', '-b:a', '48k', '-reservoir', '0'],
  ...['-write_xing', '0', '-id3v2_version', '0', '-map_metadata', '-1', '-f', 'mp3'],
];

const work = mkdtempSync(join(tmpdir(), 'motcua-voices-'));
for (const language of readdirSync(VOICES)) makePack(join(VOICES, language));
rmSync(work, { recursive: true, force: true });

/** @param {string} folder */
function makePack(folder) {
  const file = join(folder, 'pack.json');
  const pack = JSON.parse(readFileSync(file, 'utf8'));
  for (const [id, clip] of Object.entries(pack.clips)) {
    const spoken = join(work, `${id}.wav`);
    const trimmed = join(work, `${id}-trimmed.wav`);
    const made = join(folder, `${id}.mp3`);
    execFileSync('espeak-ng', [
      ...(clip.slow ? pack.slower : pack.speaker),
      '-w',
      spoken,
      clip.text,
    ]);
    ffmpeg('-i', spoken, '-af', TRIM, trimmed);
    ffmpeg('-i', trimmed, '-af', `volume=${PEAK - peakOf(trimmed)}dB,${PADS}`, ...FRAMES, made);
    const bytes = readFileSync(made);
    clip.bytes = bytes.length;
    clip.sha256 = createHash('sha256').update(bytes).digest('hex');
  }
  writeFileSync(file, `${JSON.stringify(pack, null, 2)}\n`);
}

/** @param {string[]} args */
function ffmpeg(...args) {
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args]);
}

/** @param {string} file @returns {number} dBFS */
function peakOf(file) {
  // What it measures ffmpeg says where others say errors.
  const command = 'ffmpeg -hide_banner -nostats -i "$0" -af volumedetect -f null - 2>&1';
  const said = execFileSync('sh', ['-c', command, file], { encoding: 'utf8' });
  const found = /max_volume: (-?[\d.]+) dB/.exec(said)?.[1];
  if (found === undefined) throw new Error(`no peak was found in ${file}`);
  return Number(found);
}
