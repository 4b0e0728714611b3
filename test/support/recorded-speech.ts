/** Speech for tests: the bundled packs decoded, in a room, louder or softer, and with what goes wrong when people record. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Take } from '../../server/domain/recording-measures.js';
import { readRawSamples, writeWav } from '../../server/recording/wav.js';
import type { Pack } from '../../server/protocol/voice.js';

const VOICES = fileURLToPath(new URL('../../display/voices/', import.meta.url));
const RATE = 24_000;

/** Pipes bytes through ffmpeg. */
export function ffmpeg(args: readonly string[], input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 } as const;
    const all = ['-hide_banner', '-loglevel', 'error', ...args];
    const child = execFile('ffmpeg', all, options, (error, made) => {
      if (error === null) resolve(made);
      else reject(new Error(`ffmpeg ${args.join(' ')}: ${error.message}`));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

export interface Spoken {
  id: string;
  take: Take;
}

/** All spoken clips of a bundled pack, by one decoder run. */
export async function bundledSpeech(language: string): Promise<Spoken[]> {
  const folder = `${VOICES}${language}/`;
  const pack = JSON.parse(await readFile(`${folder}pack.json`, 'utf8')) as Pack;
  const ids = Object.keys(pack.clips).filter((id) => id !== 'chime' && id !== 'pause');
  const files = await Promise.all(ids.map((id) => readFile(`${folder}${id}.mp3`)));
  const args = ['-f', 'mp3', '-i', 'pipe:0', '-f', 's16le', '-ar', String(RATE), 'pipe:1'];
  const { samples } = readRawSamples(await ffmpeg(args, Buffer.concat(files)), RATE);
  let at = 0;
  return ids.map((id) => {
    const length = Math.round(((pack.clips[id]?.ms ?? 0) * RATE) / 1000);
    const take = { samples: samples.slice(at, at + length), rate: RATE };
    at += length;
    return { id, take };
  });
}

/** Random numbers that are the same at each run. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function amplitude(decibels: number): number {
  return 10 ** (decibels / 20);
}

/** As a microphone hears it: with its noise, and some time before and after. @param noise dBFS */
export function inRoom(
  { samples, rate }: Take,
  { peak = -9, noise = -62, before = 300, after = 350, random = dice(7) } = {},
): Take {
  const highest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const gain = highest === 0 ? 0 : amplitude(peak) / highest;
  const lead = Math.round((before * rate) / 1000);
  const out = new Float32Array(samples.length + lead + Math.round((after * rate) / 1000));
  for (let at = 0; at < out.length; at += 1) {
    const gauss = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
    out[at] = (samples[at - lead] ?? 0) * gain + amplitude(noise) * gauss;
  }
  return { samples: out, rate };
}

/** Too near: whatever is higher than the wall is cut off. @param over dB by which peaks pass it */
export function clipped(take: Take, over: number): Take {
  const { samples, rate } = inRoom(take, { peak: over });
  return { rate, samples: samples.map((sample) => Math.max(-1, Math.min(1, sample))) };
}

/** A bad power supply: the mains and their overtones. @param level dBFS */
export function humming({ samples, rate }: Take, level: number): Take {
  const parts = [0.5, 0.7, 0.45, 0.2];
  const power = Math.hypot(...parts) / Math.SQRT2;
  return {
    rate,
    samples: samples.map((sample, at) => {
      const turn = (2 * Math.PI * 50 * at) / rate;
      const tones = parts.map((part, n) => part * Math.sin(turn * (n + 1) + n));
      const hum = tones.reduce((sum, tone) => sum + tone, 0);
      return sample + (amplitude(level) * hum) / power;
    }),
  };
}

/** As a file of a phone or a browser. */
export async function asFile(take: Take, kind: 'wav' | 'm4a' | 'ogg' | 'mp3'): Promise<Buffer> {
  const wav = writeWav(take);
  switch (kind) {
    case 'wav':
      return wav;
    case 'm4a':
      // Written to a pipe, the table of contents comes first.
      return ffmpeg(
        [
          ...['-i', 'pipe:0', '-c:a', 'aac', '-b:a', '96k'],
          ...['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', 'pipe:1'],
        ],
        wav,
      );
    case 'ogg':
      return ffmpeg(['-i', 'pipe:0', '-c:a', 'libopus', '-b:a', '48k', '-f', 'ogg', 'pipe:1'], wav);
    case 'mp3':
      return ffmpeg(
        ['-i', 'pipe:0', '-c:a', 'libmp3lame', '-b:a', '96k', '-f', 'mp3', 'pipe:1'],
        wav,
      );
  }
}
