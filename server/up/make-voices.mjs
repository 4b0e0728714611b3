/**
 * Makes the bundled packs of `display/voices/` with espeak-ng and ffmpeg (both from Debian):
 * `npx tsx server/up/make-voices.mjs`. Run by hand when words change, and what comes out is kept in the
 * repository: neither building nor running needs either program.
 *
 * Words come from `domain/clip-list.ts`. Each clip is trimmed, levelled by what is heard rather than by its
 * loudest sample, and written as bare MPEG frames of one size without a bit reservoir, so that clips become
 * an announcement by being put one after the other.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipList } from '../domain/clip-list.js';
import { VOICES } from './voices.mjs';

/** LUFS of whole announcements, and so of each clip said over and over. */
const LOUDNESS = -16;
/** A chime that is as loud as speech seems louder. */
const CHIME_LOUDNESS = -17.5;
/** dB that no decoded sample may pass: louder ones are clipped by small loudspeakers. */
const PEAK = -2;
const FRAME_BYTES = 144;
const FRAME_MS = 24;
const FRAME_SAMPLES = 576;
/** Frames of silence in a `pause`. */
const PAUSE_FRAMES = 4;
/** Seconds of silence after a word, as in unhurried speech. */
const TAIL = 0.045;
/** Of a 16-bit sample: about -48 dB, no longer heard. */
const HEARD = 130;

const PROVENANCE =
  'Synthesised by espeak-ng (Debian, GPL-3.0-or-later) run as a program by server/up/make-voices.mjs. ' +
  'The GPL covers that program; what it speaks is not a copy of it (GNU GPL FAQ, "output"). ' +
  'The chime is made of sine waves by the same script.';

/**
 * How each pack is spoken: `slow` the clips that would be too short to be understood in a hall, `spelt`
 * what the synthesiser is fed with where it reads the word itself wrong.
 * @type {{ id: string, language: string, name: string, voice: string, speed: number, slowSpeed: number, slow: string[], spelt: Record<string, string> }[]}
 */
const RECIPES = [
  {
    ...{ id: 'vi', language: 'vi', name: 'Giọng máy, miền Bắc (espeak-ng)' },
    ...{ voice: 'vi', speed: 148, slowSpeed: 115 },
    slow: [
      ...[
        'digit-1',
        'digit-5',
        'digit-6',
        'digit-7',
        'digit-8',
        'five-after-tens',
        'one-after-tens',
      ],
      ...['tens', 'hundred', 'thousand', 'letter-H', 'letter-Z'],
    ],
    // "gi" alone would be read without its vowel.
    spelt: { 'letter-J': 'di' },
  },
  {
    ...{ id: 'en', language: 'en', name: 'Machine voice, British (espeak-ng)' },
    ...{ voice: 'en-gb', speed: 158, slowSpeed: 120 },
    slow: ['and', 'letter-F', 'letter-L'],
    // "ay" would be read as I, "eff" spelt out.
    spelt: { 'letter-A': '[[eI]]', 'letter-F': 'ef', 'letter-W': 'double you' },
  },
];

/** What is quieter than this at both ends is no speech; pauses inside sentences are kept short. */
const TRIM =
  'silenceremove=start_periods=1:start_threshold=-45dB,areverse,' +
  'silenceremove=start_periods=1:start_threshold=-45dB,areverse,' +
  'silenceremove=stop_periods=-1:stop_duration=0.15:stop_threshold=-45dB';
/** Brings loud and soft parts of a word together: peaks of a synthesiser stand far above its loudness. */
const COMPRESS = 'acompressor=threshold=0.08:ratio=3:attack=4:release=80';
/** Silence before a clip the encoder makes by itself; of what is after it the frames that are needed stay. */
const PADS = 'afade=t=in:d=0.004,areverse,afade=t=in:d=0.012,areverse,apad=pad_dur=0.2';
const FRAMES = [
  ...['-ac', '1', '-ar', '24000', '-c:a', 'libmp3lame', '-b:a', '48k', '-reservoir', '0'],
  ...['-write_xing', '0', '-id3v2_version', '0', '-map_metadata', '-1', '-f', 'mp3'],
];
/** Two bells a major third apart, the lower one last, with overtones that fade sooner. */
const BELL = (/** @type {number} */ hertz, /** @type {number} */ from) =>
  [
    [1, 1, 2.6],
    [2, 0.32, 4.5],
    [3.01, 0.12, 7],
  ]
    .map(
      ([times = 1, part = 1, fade = 1]) =>
        `${part}*exp(-${fade}*(t-${from}))*sin(2*PI*${hertz * times}*(t-${from}))`,
    )
    .join('+');
const CHIME =
  `aevalsrc='0.4*(${BELL(659.26, 0)})+if(gte(t,0.42),0.5*(${BELL(523.25, 0.42)}),0)'` +
  ':s=24000:d=1.15,afade=t=out:st=0.95:d=0.2';

const work = mkdtempSync(join(tmpdir(), 'motcua-voices-'));
for (const recipe of RECIPES) makePack(recipe);
rmSync(work, { recursive: true, force: true });

/** @param {(typeof RECIPES)[number]} recipe */
function makePack({ id: pack, language, name, voice, speed, slowSpeed, slow, spelt }) {
  const folder = join(VOICES, pack);
  mkdirSync(folder, { recursive: true });
  const chime = join(work, 'chime.wav');
  ffmpeg('-f', 'lavfi', '-i', CHIME, chime);
  /** @type {Record<string, { text: string, ms: number, bytes: number, sha256: string }>} */
  const clips = {};
  const keep = (
    /** @type {string} */ id,
    /** @type {string} */ text,
    /** @type {Buffer} */ mp3,
  ) => {
    writeFileSync(join(folder, `${id}.mp3`), mp3);
    const sha256 = createHash('sha256').update(mp3).digest('hex');
    clips[id] = { text, ms: (mp3.length / FRAME_BYTES) * FRAME_MS, bytes: mp3.length, sha256 };
  };
  keep('chime', '', levelled(chime, 'anull', CHIME_LOUDNESS));
  keep('pause', '', silence());
  for (const { id, text } of clipList(language)) {
    const spoken = join(work, `${id}.wav`);
    const rate = String(slow.includes(id) ? slowSpeed : speed);
    // Half as loud as usual: at full strength the synthesiser clips its own peaks.
    const fed = spelt[id] ?? text;
    execFileSync('espeak-ng', ['-v', voice, '-s', rate, '-a', '50', '-w', spoken, fed]);
    keep(id, text, levelled(spoken, `${TRIM},${COMPRESS}`, LOUDNESS));
  }
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.mp3') && !(file.slice(0, -4) in clips)) rmSync(join(folder, file));
  }
  const about = { kind: 'synthesised', licence: 'Apache-2.0', consent: null };
  const made = { id: pack, language, name, ...about, provenance: PROVENANCE, clips };
  writeFileSync(join(folder, 'pack.json'), `${JSON.stringify(made, null, 2)}\n`);
  const bytes = Object.values(clips).reduce((sum, clip) => sum + clip.bytes, 0);
  process.stdout.write(`${pack}: ${Object.keys(clips).length} clips, ${bytes} bytes\n`);
}

/**
 * Encodes at gains and limits that come nearer until the decoded clip is as loud as wanted and its peak low
 * enough: what a limiter and an encoder do to either cannot be told before.
 * @param {string} wav @param {string} shape @param {number} wanted LUFS @returns {Buffer}
 */
function levelled(wav, shape, wanted) {
  const made = join(work, 'made.mp3');
  let gain = 6;
  let limit = PEAK - 0.8;
  for (let round = 0; round < 12; round += 1) {
    const level = `volume=${gain.toFixed(2)}dB,alimiter=limit=${limit.toFixed(2)}dB:level=disabled:attack=2:release=30`;
    ffmpeg('-i', wav, '-af', `${shape},${level},${PADS}`, ...FRAMES, made);
    writeFileSync(made, frames(made));
    const heard = measured(made);
    // Words that are over at once, such as "hát", would be torn by the limiter before they are as loud.
    const near = round < 4 ? 0.2 : 1.3;
    if (Math.abs(wanted - heard.loudness) < near && heard.peak <= PEAK) return readFileSync(made);
    gain += wanted - heard.loudness;
    if (heard.peak > PEAK) limit -= Math.min(heard.peak - PEAK + 0.05, 1);
  }
  throw new Error(`no level was found for ${wav}`);
}

/**
 * The frames in which there is something, and a little after them. The first holds the encoder's delay
 * alone.
 * @param {string} file @returns {Buffer}
 */
function frames(file) {
  const raw = execFileSync('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-i', file, '-f', 's16le', '-'],
  ]);
  const samples = new Int16Array(raw.buffer, raw.byteOffset, raw.length / 2);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > HEARD);
  const end = Math.ceil((last + TAIL * 24_000) / FRAME_SAMPLES);
  return readFileSync(file).subarray(FRAME_BYTES, end * FRAME_BYTES);
}

function silence() {
  const made = join(work, 'silence.mp3');
  ffmpeg('-f', 'lavfi', '-i', 'anullsrc=r=24000:cl=mono', '-t', '0.5', ...FRAMES, made);
  return readFileSync(made).subarray(0, PAUSE_FRAMES * FRAME_BYTES);
}

/** @param {string[]} args */
function ffmpeg(...args) {
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args]);
}

/**
 * How loud a clip is when it is said over and over (loudness needs more than 400 ms), and its highest
 * sample, between samples included.
 * @param {string} file @returns {{ loudness: number, peak: number }}
 */
function measured(file) {
  // What it measures ffmpeg says where others say errors.
  const command =
    'ffmpeg -hide_banner -nostats -stream_loop 12 -i "$0" -af ebur128=peak=true:framelog=verbose -f null - 2>&1';
  const said = execFileSync('sh', ['-c', command, file], { encoding: 'utf8' });
  const summary = said.slice(said.lastIndexOf('Summary:'));
  const loudness = Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]);
  const peak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]);
  if (Number.isNaN(loudness + peak)) throw new Error(`nothing was measured in ${file}`);
  return { loudness, peak };
}
