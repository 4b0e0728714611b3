/** A take made into a clip: cut to its speech, brought to the loudness of all clips, with no peak that tears. */
import { biquad } from './biquad.js';
import type { Take, TakeMeasures } from './recording-measures.js';

/**
 * LUFS of a clip said over and over. With the silence that the encoder puts before it, announcements stand
 * at −16, as those of the bundled packs do.
 */
const LOUDNESS = -15.5;
/** dB that no sample may pass; what resampling and packing add afterwards stays below −1.5. */
const PEAK = -2.5;
/** ms that stay after speech, and in which it comes and goes. The encoder puts silence before it by itself. */
const AFTER_MS = 10;
const FADE_IN_MS = 5;
const FADE_OUT_MS = 15;
/** Rounds after which gain and limiter have found each other. */
const ROUNDS = 5;
/** ms around a peak in which the limiter turns down and up again. */
const LIMITER_MS = 3;

/** @param measures of the same take */
export function finishedClip({ samples, rate }: Take, { from, until }: TakeMeasures): Take {
  const ms = rate / 1000;
  const clip = samples.slice(from, Math.round(until + AFTER_MS * ms));
  fade(clip, rate);
  let gain = 1;
  let made: Float32Array = clip;
  for (let round = 0; round < ROUNDS; round += 1) {
    const heard = loudness({ samples: made, rate });
    if (heard === null || Math.abs(LOUDNESS - heard) < 0.1) break;
    gain *= 10 ** ((LOUDNESS - heard) / 20);
    made = limited(clip, gain, rate);
  }
  return { samples: limited(clip, gain, rate), rate };
}

function fade(clip: Float32Array, rate: number): void {
  const { length } = clip;
  const [come, go] = [FADE_IN_MS, FADE_OUT_MS].map((ms) => Math.round((rate * ms) / 1000));
  for (let at = 0; at < Math.min(come ?? 0, length); at += 1) {
    clip[at] = ((clip[at] ?? 0) * at) / (come ?? 1);
  }
  for (let at = 0; at < Math.min(go ?? 0, length); at += 1) {
    const place = length - 1 - at;
    clip[place] = ((clip[place] ?? 0) * at) / (go ?? 1);
  }
}

/** Louder by `gain`, turned down around what would pass the peak. */
function limited(clip: Float32Array, gain: number, rate: number): Float32Array {
  const most = 10 ** (PEAK / 20);
  const wide = Math.max(1, Math.round((rate * LIMITER_MS) / 1000));
  const needed = clip.map((sample) => {
    const height = Math.abs(sample) * gain;
    return height > most ? most / height : 1;
  });
  const held = lowest(needed, wide);
  const eased = mean(held, wide);
  return clip.map((sample, at) => sample * gain * (eased[at] ?? 1));
}

/** The lowest value within `wide` on both sides, in one pass. */
function lowest(values: Float32Array, wide: number): Float32Array {
  const out = new Float32Array(values.length);
  const queue: number[] = [];
  let head = 0;
  for (let at = 0; at < values.length + wide; at += 1) {
    if (at < values.length) {
      const value = values[at] ?? 1;
      while (queue.length > head && (values[queue[queue.length - 1] ?? 0] ?? 1) >= value)
        queue.pop();
      queue.push(at);
    }
    const centre = at - wide;
    if (centre < 0) continue;
    while ((queue[head] ?? 0) < centre - wide) head += 1;
    out[centre] = values[queue[head] ?? 0] ?? 1;
  }
  return out;
}

/** The mean within `wide` on both sides: it never passes the lowest by which `lowest` surrounds each peak. */
function mean(values: Float32Array, wide: number): Float32Array {
  const out = new Float32Array(values.length);
  let sum = 0;
  const value = (at: number): number => values[Math.min(values.length - 1, Math.max(0, at))] ?? 1;
  for (let at = -wide; at <= wide; at += 1) sum += value(at);
  for (let at = 0; at < values.length; at += 1) {
    out[at] = sum / (2 * wide + 1);
    sum += value(at + wide + 1) - value(at - wide);
  }
  return out;
}

const BLOCK_MS = 400;
const HOP_MS = 50;
/** LUFS below which a block is silence, and LU below the rest at which it does not count. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = 10;

/** LUFS of a clip that is said over and over (ITU-R BS.1770-4, one channel); `null` for silence. */
export function loudness({ samples, rate }: Take): number | null {
  const heard = weighted(samples, rate);
  const squares = new Float64Array(heard.length + 1);
  heard.forEach((sample, at) => (squares[at + 1] = (squares[at] ?? 0) + sample * sample));
  const whole = squares[heard.length] ?? 0;
  const until = (at: number): number =>
    Math.floor(at / heard.length) * whole + (squares[at % heard.length] ?? 0);
  const block = Math.round((rate * BLOCK_MS) / 1000);
  const hop = Math.round((rate * HOP_MS) / 1000);
  const powers: number[] = [];
  for (let at = 0; at < heard.length; at += hop)
    powers.push((until(at + block) - until(at)) / block);
  const loud = powers.filter((power) => lufs(power) > ABSOLUTE_GATE);
  const gate = lufs(average(loud)) - RELATIVE_GATE;
  const counted = loud.filter((power) => lufs(power) > gate);
  return counted.length === 0 ? null : lufs(average(counted));
}

function lufs(power: number): number {
  return power <= 0 ? -Infinity : -0.691 + 10 * Math.log10(power);
}
function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** As loud as ears find it: a shelf for what a head adds, and no rumble (BS.1770 at any rate). */
function weighted(samples: Float32Array, rate: number): Float32Array {
  const shelf = Math.tan((Math.PI * 1681.974450955533) / rate);
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const q = 0.7071752369554196;
  const a0 = 1 + shelf / q + shelf * shelf;
  const shelved = biquad(
    samples,
    [
      (high + (band * shelf) / q + shelf * shelf) / a0,
      (2 * (shelf * shelf - high)) / a0,
      (high - (band * shelf) / q + shelf * shelf) / a0,
    ],
    [(2 * (shelf * shelf - 1)) / a0, (1 - shelf / q + shelf * shelf) / a0],
  );
  const pass = Math.tan((Math.PI * 38.13547087602444) / rate);
  const p = 0.5003270373238773;
  const b0 = 1 + pass / p + pass * pass;
  return biquad(
    shelved,
    [1, -2, 1],
    [(2 * (pass * pass - 1)) / b0, (1 - pass / p + pass * pass) / b0],
  );
}
