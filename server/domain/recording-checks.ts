/** What is wrong with recorded takes. What to do about each stands in the locales. */
import type { LengthFlaw, SoundFlaw } from '../protocol/take-flaws.js';
import type { TakeMeasures } from './recording-measures.js';

/** dBFS below which nobody spoke, and below which it has to be raised so much that all noise comes up. */
const NOBODY = -50;
const QUIET = -43;
/** dB by which somebody who speaks stands out of the rest of the take. */
const LEAST_CONTRAST = 6;
/** Flat tops that no voice has by itself; and, where a phone rounded them, loud waves (of a hundred) at one height. */
const FLAT_TOPS = 3;
const AT_WALL = 50;
const ENOUGH_WAVES = 12;
/** dBFS, dB below speech, and share of the pauses from which on hum is heard in a hall. */
const HUM = -60;
const HUM_BELOW_SPEECH = 38;
const HUM_SHARE = 0.3;
/** dB between speech and what else is heard. */
const CLEAR = 20;
/** Without a pause nobody can tell, unless the whole take is nearly as loud as its loudest. */
const ALL_ALIKE = 14;

/** What is wrong with how a take sounds, worst first. */
export function soundFlaws(measures: TakeMeasures): SoundFlaw[] {
  const { level, noise, contrast, hum, humShare } = measures;
  if (level < NOBODY || contrast < LEAST_CONTRAST) return ['silent'];
  const flaws: SoundFlaw[] = [];
  if (isClipped(measures)) flaws.push('clipped');
  if (level < QUIET) flaws.push('quiet');
  if (hum > HUM && hum > level - HUM_BELOW_SPEECH && humShare > HUM_SHARE) flaws.push('hum');
  if (noise === null ? contrast < ALL_ALIKE : level - noise < CLEAR) flaws.push('noisy');
  if (measures.startsAtOnce) flaws.push('cut-start');
  if (measures.endsAtOnce) flaws.push('cut-end');
  return flaws;
}

function isClipped({ flatTops, atWall, loudWaves }: TakeMeasures): boolean {
  return flatTops >= FLAT_TOPS || (atWall >= AT_WALL && loudWaves >= ENOUGH_WAVES);
}

/** A take that was accepted, by what it was to say. */
export interface TakeLength {
  id: string;
  /** How long such a clip usually is, ms. */
  usual: { from: number; to: number };
  /** ms that somebody of middling pace takes, and by which factor that may be wrong. */
  expected: number;
  within: number;
  /** ms that were spoken. */
  speechMs: number;
}

/** How much shorter than the shortest, or longer than the longest that is usual, nobody reads. */
const FAR_SHORT = 0.5;
const FAR_LONG = 1.4;
/** Takes of the same person from which on their pace is known. */
const PACE_KNOWN = 5;
/** By how much, against that pace, a take is not what was asked for: where words are known, and where not. */
const OFF_KNOWN = 1.8;
const OFF_UNKNOWN = 2.4;

/** How long a prompt should be, from its words where the way of counting them is known. */
export function expectedOf(
  language: string,
  { text, ms }: { text: string; ms: TakeLength['usual'] },
): Pick<TakeLength, 'usual' | 'expected' | 'within'> {
  return language === 'vi' || language === 'en'
    ? { usual: ms, expected: expectedMs(text), within: OFF_KNOWN }
    : { usual: ms, expected: Math.sqrt(ms.from * ms.to), within: OFF_UNKNOWN };
}

/** What is wrong with the lengths of one person's takes, by the ids of the takes. */
export function lengthFlaws(takes: readonly TakeLength[]): ReadonlyMap<string, LengthFlaw> {
  const paces = takes.map(({ speechMs, expected }) => speechMs / expected);
  const flaws = new Map<string, LengthFlaw>();
  takes.forEach(({ id, usual, within, speechMs }, at) => {
    const pace = median(paces.filter((_, other) => other !== at));
    const known = takes.length > PACE_KNOWN && pace !== null;
    const off = known ? (paces[at] ?? 1) / pace : 1;
    if (speechMs < usual.from * FAR_SHORT || off < 1 / within) flaws.set(id, 'short');
    else if (speechMs > usual.to * FAR_LONG || off > within) flaws.set(id, 'long');
  });
  return flaws;
}

/** ms of a syllable in the middle of a phrase, of what every phrase has besides, and of a stop within it. */
const SYLLABLE_MS = 265;
const PHRASE_MS = 120;
const STOP_MS = 300;

function expectedMs(text: string): number {
  const stops = text.match(/[,.;:](?=\s)/gu)?.length ?? 0;
  return PHRASE_MS + SYLLABLE_MS * syllables(text) + STOP_MS * stops;
}

/** Groups of vowels: each word of Vietnamese and of its neighbours is one, English is near enough. */
function syllables(text: string): number {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[\s-]+/u).filter((word) => /[\p{L}\d]/u.test(word));
  const groups = words.map((word) => {
    const vowels = word.replace(/(?<=[^aeiouy])e$/u, '').match(/[aeiouy]+/gu)?.length ?? 0;
    return Math.max(1, vowels);
  });
  return Math.max(
    1,
    groups.reduce((sum, count) => sum + count, 0),
  );
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
