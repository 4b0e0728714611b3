/** What a made-up ticket shows of a template of slips. */
export const SLIP_SAMPLES = [
  'usual',
  'longest',
  'stops',
  'priority',
  'reprint',
  'foreign',
] as const;
export type SlipSample = (typeof SLIP_SAMPLES)[number];
