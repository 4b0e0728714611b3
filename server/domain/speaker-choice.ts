/** Which loudspeaker speaks in a zone, and how loud. Pure. */
import type { VoiceConfig } from '../protocol/config.js';

/** The word of the configuration for the sound card of the server. */
export const SERVER_SPEAKER = 'server';

/** Something that can speak. */
export interface Loudspeaker {
  id: string;
  /** Zone that a screen shows; `null` for all. */
  zone: string | null;
  /** Paired device that it is; `null` for none. */
  device: string | null;
  /** Real time, ms, since when it is there. */
  since: number;
  /** What it was asked to play last was played. */
  able: boolean;
}
/** The lower, the better: another server that has a better one is let speak. */
export const RANKS = { wanted: 0, ofZone: 1, ofAll: 2, none: 9 } as const;

export interface Choice {
  speaker: Loudspeaker | null;
  rank: number;
}

/** Who was named to speak in a zone; `null`: whoever can. */
export function wantedSpeaker({ speakers }: VoiceConfig, zone: string): string | null {
  return speakers[zone] ?? speakers[''] ?? null;
}

/**
 * The one that was named, else the oldest screen of the zone, else the oldest of those that show all zones.
 * @param only the site's one zone, which screens that show all zones show, too
 */
export function chooseSpeaker(
  zone: string,
  all: readonly Loudspeaker[],
  wanted: string | null,
  only: boolean,
): Choice {
  const able = all
    .filter((one) => one.able)
    .sort((one, other) => one.since - other.since || (one.id < other.id ? -1 : 1));
  const choices: [number, (one: Loudspeaker) => boolean][] = [
    [RANKS.wanted, (one) => wanted !== null && (one.device === wanted || one.id === wanted)],
    [RANKS.ofZone, (one) => isScreen(one) && (one.zone === zone || (only && one.zone === null))],
    [RANKS.ofAll, (one) => isScreen(one) && one.zone === null],
  ];
  for (const [rank, fits] of choices) {
    const speaker = able.find(fits);
    if (speaker) return { speaker, rank };
  }
  return { speaker: null, rank: RANKS.none };
}

/** The sound card speaks only where it was named: nobody knows what hangs on it. */
const isScreen = ({ id }: Loudspeaker): boolean => id !== SERVER_SPEAKER;

/** Percent. @param minute of the day at the site; of several spans that hold it the first counts */
export function volumeAt({ volumes }: VoiceConfig, minute: number): number {
  const span = volumes.find(({ from, until }) => minute >= from && minute < until);
  return span?.percent ?? 100;
}
