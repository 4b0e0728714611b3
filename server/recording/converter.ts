/** From whatever somebody recorded to samples, and from samples to the frames of a clip, by programs of the system. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Take } from '../domain/recording-measures.js';
import { AppError } from '../errors.js';
import type { RecordingTools } from '../protocol/recording.js';
import { areFrames, FRAME_BYTES, FRAME_MS } from '../voice/frames.js';
import { programOnPath, runChild } from './child.js';
import { demuxerOf, soundTypeOf } from './sound-types.js';
import { rawSamples, readRawSamples, readWav, writeWav } from './wav.js';

/** Samples a second of clips, and of takes that ffmpeg reads. */
const RATE = 24_000;
/** Seconds of a take that are looked at: the longest sentence twice over. */
export const LONGEST_TAKE = 30;
/** ms: a used mini-PC converts half a minute in less than one second. */
const WITHIN = 8_000;
/** Bytes of a clip that long. */
export const MOST_CLIP_BYTES = (LONGEST_TAKE * 1_000 * FRAME_BYTES) / FRAME_MS;

const QUIETLY = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-threads', '1'];
const FRAMES = [
  ...['-ac', '1', '-ar', String(RATE), '-c:a', 'libmp3lame', '-b:a', '48k', '-reservoir', '0'],
  ...['-write_xing', '0', '-id3v2_version', '0', '-map_metadata', '-1', '-f', 'mp3', 'pipe:1'],
];

export interface ConverterOptions {
  /** Finds a program; on `PATH` unless given. */
  find?: (name: string) => string | null;
}

export class Converter {
  readonly #find: (name: string) => string | null;

  constructor({ find = programOnPath }: ConverterOptions = {}) {
    this.#find = find;
  }

  /** What is installed now: whoever installs it need not start the product again. */
  tools(): RecordingTools {
    return { ffmpeg: this.#find('ffmpeg') !== null, lame: this.#find('lame') !== null };
  }

  /**
   * Reads what somebody recorded.
   * @throws AppError `sound-unreadable`, `sound-needs-ffmpeg`
   */
  async decode(bytes: Buffer): Promise<Take> {
    const type = soundTypeOf(bytes);
    if (type === null) throw new AppError('sound-unreadable');
    const plain = type === 'wav' ? readWav(bytes) : null;
    if (plain !== null) {
      return { ...plain, samples: plain.samples.subarray(0, plain.rate * LONGEST_TAKE) };
    }
    const ffmpeg = this.#find('ffmpeg');
    if (ffmpeg === null) throw new AppError('sound-needs-ffmpeg');
    // A phone writes the table of contents last: only a file can be read from both ends.
    const folder = await mkdtemp(join(tmpdir(), 'motcua-take-'));
    try {
      const file = join(folder, 'take');
      await writeFile(file, bytes, { mode: 0o600 });
      const made = await runChild({
        program: ffmpeg,
        args: [
          ...QUIETLY,
          ...['-protocol_whitelist', 'file,pipe', '-f', demuxerOf(type), '-i', file],
          ...['-map', '0:a:0', '-t', String(LONGEST_TAKE), '-ac', '1', '-ar', String(RATE)],
          ...['-f', 's16le', 'pipe:1'],
        ],
        within: WITHIN,
        most: RATE * 2 * (LONGEST_TAKE + 1),
      });
      if (made === null || made.length === 0) throw new AppError('sound-unreadable');
      return readRawSamples(made, RATE);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /**
   * The frames of a clip; `null` where no program is there that makes them.
   * @throws AppError `sound-unreadable` when the program fails
   */
  async encode(clip: Take): Promise<Buffer | null> {
    const [ffmpeg, lame] = [this.#find('ffmpeg'), this.#find('lame')];
    if (ffmpeg === null && lame === null) return null;
    const most = 2 * MOST_CLIP_BYTES;
    const made =
      ffmpeg !== null
        ? await runChild({
            program: ffmpeg,
            args: [
              ...QUIETLY,
              ...['-f', 's16le', '-ar', String(clip.rate), '-ac', '1', '-i', 'pipe:0', ...FRAMES],
            ],
            input: rawSamples(clip),
            ...{ within: WITHIN, most },
          })
        : await runChild({
            program: lame ?? '',
            args: [
              ...['--quiet', '--nores', '-t', '-m', 'm', '-b', '48', '--cbr'],
              ...['--resample', '24', '-', '-'],
            ],
            input: writeWav(clip),
            ...{ within: WITHIN, most },
          });
    if (made === null || !areFrames(made)) throw new AppError('sound-unreadable');
    return made;
  }
}
