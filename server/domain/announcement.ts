/**
 * What is said aloud, and by which clips in which order. A clip is one recorded word or phrase of a pack;
 * its id says what it means and is the same in every language (`clip-list.ts` has their texts).
 */
import type { AddressForm, VoiceNumbers, VoiceOdd } from '../protocol/config.js';
import { countedClips, digitClips } from './number-clips.js';

/** A zone as calls name it: "tầng hai", "khu hai" (`spoken-zones.ts`). */
export interface SpokenZone {
  kind: 'floor' | 'area';
  number: number;
}

export type Announcement =
  | {
      kind: 'call';
      /** `A027` */
      number: string;
      counter: number;
      /** Said where people have to be told where to go: `null` at a site with one zone. */
      zone: SpokenZone | null;
      /** "Xin nhắc lại, …" */
      again: boolean;
      /** "Lần gọi cuối. …" */
      last: boolean;
    }
  | { kind: 'batch'; numbers: readonly string[]; counter: number }
  /** Said by a kiosk to whoever just took it. */
  | { kind: 'taken'; number: string }
  /** A sentence of its own, such as one of `NOTICE_CLIPS`. */
  | { kind: 'clip'; clip: string }
  /** The sound check of a zone's screens; `null`: of those that show all zones. */
  | { kind: 'test'; zone: number | null };

/** How it is said: what the site set, and whose language. */
export interface Manner {
  /** BCP 47 tag. */
  language: string;
  /** How numbers of tickets are read; counters and zones are always counted. */
  numbers: VoiceNumbers;
  /** The word before the ones after an empty tens place, in Vietnamese. */
  odd: VoiceOdd;
  address: AddressForm;
  chime: boolean;
  /** With a little silence between the parts of numbers, for who did not come at the first call. */
  slower: boolean;
}

/** Most numbers that one batch names, as many as can be called together. */
export const MOST_IN_BATCH = 10;

/** Ids of the clips of an announcement in the order in which they are heard. */
export function clipsOf(announcement: Announcement, manner: Manner): string[] {
  const said = sentence(announcement, manner);
  return manner.chime ? ['chime', ...said] : said;
}

function sentence(announcement: Announcement, manner: Manner): string[] {
  const { language, odd } = manner;
  const counted = (number: number): string[] => countedClips(number, language, odd);
  switch (announcement.kind) {
    case 'call': {
      const { number, counter, zone, again, last } = announcement;
      return [
        ...(last ? ['last'] : again ? ['again'] : []),
        callClip(manner),
        ...ticket(number, manner),
        'pause',
        'to-counter',
        ...counted(counter),
        ...(zone === null ? [] : ['pause', zone.kind, ...counted(zone.number)]),
      ];
    }
    case 'batch':
      return [
        'batch',
        ...announcement.numbers.flatMap((number) => [...ticket(number, manner), 'pause']),
        'to-counter',
        ...counted(announcement.counter),
        'collect',
      ];
    case 'taken':
      return ['kiosk-number', ...ticket(announcement.number, manner)];
    case 'clip':
      return [announcement.clip];
    case 'test':
      return announcement.zone === null
        ? ['test', 'hall']
        : ['test', 'area', ...counted(announcement.zone)];
  }
}

/** Only Vietnamese has words for whom it calls; other languages call the number. */
function callClip({ language, address }: Manner): string {
  return `call-${language === 'vi' ? address : 'number'}`;
}

/** `A012` → "A, không một hai", or "A, mười hai" where numbers are counted. */
function ticket(number: string, { language, numbers, odd, slower }: Manner): string[] {
  const digits = number.slice(1);
  const value = Number(digits);
  // Counted numbers lose their leading zeros, as people read them: "A bảy" is A007 and nothing else is.
  const read =
    numbers === 'cardinal' && value > 0 ? countedClips(value, language, odd) : digitClips(digits);
  const parts = [`letter-${number.slice(0, 1)}`, ...read];
  return slower ? parts.flatMap((part, at) => (at === 0 ? [part] : ['pause', part])) : parts;
}
