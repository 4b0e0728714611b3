/** WAV files: what a page makes of a microphone, and what needs no other program to be read. */
import type { Take } from '../domain/recording-measures.js';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** @returns `null` for what is no WAV file of plain samples */
export function readWav(bytes: Buffer): Take | null {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'RIFF') return null;
  if (bytes.toString('latin1', 8, 12) !== 'WAVE') return null;
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (id === 'fmt ' && body.length >= 16) format = formatOf(body);
    if (id === 'data') return format && samplesOf(body, format);
    at += 8 + size + (size % 2);
  }
  return null;
}

interface Format {
  kind: number;
  channels: number;
  rate: number;
  bits: number;
}

function formatOf(body: Buffer): Format | null {
  const tag = body.readUInt16LE(0);
  const format = {
    kind: tag === EXTENSIBLE && body.length >= 26 ? body.readUInt16LE(24) : tag,
    channels: body.readUInt16LE(2),
    rate: body.readUInt32LE(4),
    bits: body.readUInt16LE(14),
  };
  const { kind, channels, rate, bits } = format;
  const known = (kind === PCM && [8, 16, 24, 32].includes(bits)) || (kind === FLOAT && bits === 32);
  return known && channels >= 1 && channels <= 8 && rate >= 8_000 && rate <= 192_000
    ? format
    : null;
}

function samplesOf(body: Buffer, { kind, channels, rate, bits }: Format): Take {
  const width = bits / 8;
  const count = Math.floor(body.length / (width * channels));
  const samples = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += sampleAt(body, (at * channels + channel) * width, kind, bits);
    }
    samples[at] = sum / channels;
  }
  return { samples, rate };
}

function sampleAt(body: Buffer, at: number, kind: number, bits: number): number {
  if (kind === FLOAT) {
    const value = body.readFloatLE(at);
    return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
  }
  if (bits === 8) return (body.readUInt8(at) - 128) / 128;
  if (bits === 16) return body.readInt16LE(at) / 32_768;
  if (bits === 24) return body.readIntLE(at, 3) / 8_388_608;
  return body.readInt32LE(at) / 2_147_483_648;
}

/** Samples of 16 bits without a header, as programs take them on their standard input. */
export function rawSamples({ samples }: Pick<Take, 'samples'>): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => {
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at * 2);
  });
  return bytes;
}

export function readRawSamples(bytes: Buffer, rate: number): Take {
  const samples = new Float32Array(Math.floor(bytes.length / 2));
  for (let at = 0; at < samples.length; at += 1) samples[at] = bytes.readInt16LE(at * 2) / 32_768;
  return { samples, rate };
}

/** One channel of 16 bits. */
export function writeWav(take: Take): Buffer {
  const body = rawSamples(take);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + body.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(PCM, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(take.rate, 24);
  head.writeUInt32LE(take.rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(body.length, 40);
  return Buffer.concat([head, body]);
}
