/** What can be wrong with one recorded take: stable words, each with its sentences in the locales. */

/** How a take sounds by itself. */
export const SOUND_FLAWS = [
  'silent',
  'quiet',
  'clipped',
  'hum',
  'noisy',
  'cut-start',
  'cut-end',
] as const;
/** How long it is, beside what was asked for and what the same person recorded before. */
export const LENGTH_FLAWS = ['short', 'long'] as const;
export const TAKE_FLAWS = [...SOUND_FLAWS, ...LENGTH_FLAWS] as const;
export type SoundFlaw = (typeof SOUND_FLAWS)[number];
export type LengthFlaw = (typeof LENGTH_FLAWS)[number];
export type TakeFlaw = (typeof TAKE_FLAWS)[number];
