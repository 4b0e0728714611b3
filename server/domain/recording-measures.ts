/** What can be measured of one recorded take: where speech is in it, how loud, and what disturbs it. */
import { biquad } from './biquad.js';

/** One take as samples between −1 and 1, one channel. */
export interface Take {
  samples: Float32Array;
  /** Samples a second. */
  rate: number;
}

export interface TakeMeasures {
  /** ms of the whole take, and of what is spoken in it. */
  ms: number;
  speechMs: number;
  /** Samples from which and until which somebody speaks; both 0 when nobody does. */
  from: number;
  until: number;
  /** dBFS of the loudest sample, and of speech on average. */
  peak: number;
  level: number;
  /** dBFS of what is heard besides, above the hum's pitch; `null` where the take has no pause. */
  noise: number | null;
  /** dBFS of mains hum in the pauses, and its share of all that is heard there (0–1). */
  hum: number;
  humShare: number;
  /** dB between the loudest of the take and its quiet tenth of the take: little where there is but noise. */
  contrast: number;
  /** Tops of waves that are flat, as cut off at a wall. */
  flatTops: number;
  /** Tops of loud waves that all end at one height, of a hundred, and how many waves are loud. */
  atWall: number;
  loudWaves: number;
  /** Speech stands at the very beginning, or at the very end: somebody pressed too late or too soon. */
  startsAtOnce: boolean;
  endsAtOnce: boolean;
}

/** dBFS that stand for nothing at all. */
export const SILENT = -100;

const FRAME_MS = 20;
/** Below this pitch, Hz, there is no speech that would be missed: hum and thumps on the table. */
const LOWEST_SPEECH = 250;
/** What is so far (dB) above the pauses, or so far below the loudest, is speech. */
const ABOVE_PAUSES = 9;
const BELOW_LOUDEST = 32;
/** Even without a pause the loudest tenth is speech. */
const SURELY_SPEECH = 8;
/** Frames: a shorter sound alone, such as a key, is none; shorter gaps lie within a word. */
const SHORTEST = 4;
const LONGEST_GAP = 13;
/** ms of breath before and after speech that belong to neither it nor a pause, and a useful pause. */
const AROUND_MS = 60;
const PAUSE_MS = 80;

export function decibels(value: number): number {
  return value <= 0 ? SILENT : Math.max(SILENT, 20 * Math.log10(value));
}

/** Measures a take. Never throws: a take of no samples is silent. */
export function measureTake({ samples, rate }: Take): TakeMeasures {
  const voice = highPass(highPass(samples, rate, LOWEST_SPEECH), rate, LOWEST_SPEECH);
  const size = Math.round((rate * FRAME_MS) / 1000);
  const levels = frameLevels(voice, size);
  const [first, last] = speechFrames(levels);
  const from = first * size;
  const until = Math.min(samples.length, last * size);
  const pauses = pausesOf(samples, from, until, rate);
  const voiceOfPauses = pauses.map(([a, b]) => voice.subarray(a, b));
  const { hum, share } = humOf(
    pauses.map(([a, b]) => samples.subarray(a, b)),
    rate,
  );
  const edge = Math.min(levels.length, 1);
  const loud = decibels(rms(voice.subarray(from, until)));
  return {
    ms: (samples.length * 1000) / rate,
    speechMs: ((until - from) * 1000) / rate,
    ...{ from, until },
    peak: decibels(peakOf(samples)),
    level: decibels(rms(samples.subarray(from, until))),
    noise: pauses.length === 0 ? null : decibels(rms(joined(voiceOfPauses))),
    hum,
    humShare: share,
    contrast: contrastOf(levels),
    flatTops: flatTopsOf(samples.subarray(from, until), rate),
    ...wallOf(samples.subarray(from, until), rate),
    startsAtOnce: edge > 0 && first === 0 && (levels[0] ?? SILENT) > loud - 12,
    endsAtOnce: edge > 0 && last >= levels.length && (levels.at(-1) ?? SILENT) > loud - 12,
  };
}

function frameLevels(samples: Float32Array, size: number): number[] {
  const count = Math.floor(samples.length / size);
  return Array.from({ length: count }, (_, at) =>
    decibels(rms(samples.subarray(at * size, (at + 1) * size))),
  );
}

/** First frame of speech and the one after its last. */
function speechFrames(levels: readonly number[]): [number, number] {
  if (levels.length === 0) return [0, 0];
  const sorted = [...levels].sort((a, b) => a - b);
  const quiet = sorted[Math.floor(sorted.length * 0.1)] ?? SILENT;
  const loud = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? SILENT;
  const wanted = Math.max(quiet + ABOVE_PAUSES, loud - BELOW_LOUDEST);
  const threshold = Math.min(wanted, loud - SURELY_SPEECH);
  let runs: [number, number][] = [];
  levels.forEach((level, at) => {
    if (level < threshold) return;
    const run = runs.at(-1);
    if (run !== undefined && at - run[1] <= LONGEST_GAP) run[1] = at + 1;
    else runs.push([at, at + 1]);
  });
  const words = runs.filter(([a, b]) => b - a >= SHORTEST);
  if (words.length > 0) runs = words;
  const start = runs[0]?.[0] ?? 0;
  const end = runs.at(-1)?.[1] ?? 0;
  // A word begins and dies away more softly than it sounds.
  return [Math.max(0, start - 1), Math.min(levels.length, end + 1)];
}

function pausesOf(
  samples: Float32Array,
  from: number,
  until: number,
  rate: number,
): [number, number][] {
  const around = (rate * AROUND_MS) / 1000;
  const least = (rate * PAUSE_MS) / 1000;
  const before: [number, number] = [0, Math.max(0, Math.round(from - around))];
  const after: [number, number] = [
    Math.min(samples.length, Math.round(until + around)),
    samples.length,
  ];
  return [before, after].filter(([a, b]) => b - a >= least);
}

const MAINS = 50;
/** Overtones of the mains that are looked at: above them lies what fans and voices do. */
const OVERTONES = 8;

/** Level of what swings with the mains in these pauses, and its share of all power there. */
function humOf(pauses: readonly Float32Array[], rate: number): { hum: number; share: number } {
  let power = 0;
  let whole = 0;
  let weight = 0;
  for (const pause of pauses) {
    // Whole turns of the mains only: then no overtone leaks into the next one.
    const turn = rate / MAINS;
    const length = Math.floor(Math.floor(pause.length / turn) * turn);
    const part = pause.subarray(0, length);
    for (let n = 1; n <= OVERTONES; n += 1) power += tone(part, n * MAINS, rate) * length;
    whole += rms(part) ** 2 * length;
    weight += length;
  }
  if (weight === 0 || whole === 0) return { hum: SILENT, share: 0 };
  return { hum: decibels(Math.sqrt(power / weight)), share: Math.min(1, power / whole) };
}

/** Mean power of one pitch (Goertzel). */
function tone(samples: Float32Array, pitch: number, rate: number): number {
  const step = 2 * Math.cos((2 * Math.PI * pitch) / rate);
  let one = 0;
  let two = 0;
  for (const sample of samples) {
    const next = sample + step * one - two;
    two = one;
    one = next;
  }
  const magnitude = one * one + two * two - step * one * two;
  return (2 * Math.max(0, magnitude)) / samples.length ** 2;
}

/** ms for which a wave must stay at its height to count as cut off, and how alike (of 1) that is. */
const FLAT_MS = 0.12;
const FLAT = 0.0005;

/** How many waves are flat where the take is loudest: as if there were a wall. */
function flatTopsOf(samples: Float32Array, rate: number): number {
  const wall = peakOf(samples) * (1 - FLAT);
  const least = Math.max(3, Math.round((rate * FLAT_MS) / 1000));
  let [tops, run] = [0, 0];
  for (const sample of samples) {
    run = wall > 0 && Math.abs(sample) >= wall ? run + 1 : 0;
    if (run === least) tops += 1;
  }
  return tops;
}

/** After a phone has packed it, what was cut off is flat no more; its tops still end at one height. */
function wallOf(samples: Float32Array, rate: number): { atWall: number; loudWaves: number } {
  const peak = peakOf(samples);
  // The highest sample of each 5 ms: about one for each turn of a voice.
  const size = Math.max(1, Math.round(rate / 200));
  let [loud, at] = [0, 0];
  for (let start = 0; start + size <= samples.length; start += size) {
    const top = peakOf(samples.subarray(start, start + size));
    if (peak === 0 || top < peak / 4) continue;
    loud += 1;
    if (top >= peak * 0.97) at += 1;
  }
  return { atWall: loud === 0 ? 0 : (100 * at) / loud, loudWaves: loud };
}

function contrastOf(levels: readonly number[]): number {
  const sorted = [...levels].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? SILENT;
  return at(0.97) - at(0.1);
}

/** Takes away what lies below a pitch (two poles). */
function highPass(samples: Float32Array, rate: number, pitch: number): Float32Array {
  const turn = (2 * Math.PI * pitch) / rate;
  const alpha = Math.sin(turn) / Math.SQRT2;
  const cosine = Math.cos(turn);
  const scale = 1 + alpha;
  const [b0, b1] = [(1 + cosine) / 2 / scale, -(1 + cosine) / scale];
  const [a1, a2] = [(-2 * cosine) / scale, (1 - alpha) / scale];
  return biquad(samples, [b0, b1, b0], [a1, a2]);
}

function rms(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) {
    const height = Math.abs(sample);
    if (height > peak) peak = height;
  }
  return peak;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
