/**
 * Names of announcements, such as `3f0c…52ab.vi.-.digits-le-citizen-chime.call_A027_3`: they say all that is
 * needed to make the sound again, so that any server of the hall can, also after a restart. What is not
 * written exactly so has no sound.
 */
import { MOST_IN_BATCH, type Announcement, type Manner } from '../domain/announcement.js';
import { ADDRESS_FORMS, VOICE_NUMBERS, VOICE_ODDS } from '../protocol/config.js';
import { languageTag, SLUG } from '../protocol/schema/ids.js';
import { CLIP_ID } from './pack-schema.js';

export interface Named {
  /** Start of the hash of the sound. */
  stamp: string;
  /** Id of the pack that speaks; `null` for the bundled one of the language. */
  pack: string | null;
  announcement: Announcement;
  manner: Manner;
}

/** No slug. */
const BUNDLED = '-';
const STAMP = /^[0-9a-f]{16}$/;
const NUMBER = /^[A-Z]\d{3,6}$/;
const COUNTER = /^[1-9]\d{0,2}$/;
const ZONE = /^[1-9]\d?$/;
const PLACES = ['floor', 'area'] as const;
const MOST_LETTERS = 240;

export function nameOf({ stamp, pack, announcement, manner }: Named): string {
  const { language } = manner;
  const what = announcementName(announcement);
  return [stamp, language, pack ?? BUNDLED, mannerName(manner), what].join('.');
}

/** `null` for what `nameOf` does not write. */
export function readName(name: string): Named | null {
  if (name.length > MOST_LETTERS) return null;
  const [stamp = '', language = '', voice = '', how = '', what = '', ...more] = name.split('.');
  if (more.length > 0 || !STAMP.test(stamp) || !languageTag.safeParse(language).success)
    return null;
  if (voice !== BUNDLED && !SLUG.test(voice)) return null;
  const pack = voice === BUNDLED ? null : voice;
  const manner = readManner(language, how.split('-'));
  const announcement = readAnnouncement(what.split('_'));
  if (manner === null || announcement === null) return null;
  const named = { stamp, pack, announcement, manner };
  return nameOf(named) === name ? named : null;
}

function mannerName({ numbers, odd, address, chime, slower }: Manner): string {
  const flags = [...(chime ? ['chime'] : []), ...(slower ? ['slower'] : [])];
  return [numbers, odd, address, ...flags].join('-');
}

function readManner(language: string, parts: readonly string[]): Manner | null {
  const numbers = VOICE_NUMBERS.find((one) => one === parts[0]);
  const odd = VOICE_ODDS.find((one) => one === parts[1]);
  const address = ADDRESS_FORMS.find((one) => one === parts[2]);
  if (numbers === undefined || odd === undefined || address === undefined) return null;
  const [chime, slower] = [parts.includes('chime'), parts.includes('slower')];
  return { language, numbers, odd, address, chime, slower };
}

function announcementName(announcement: Announcement): string {
  switch (announcement.kind) {
    case 'call': {
      const { number, counter, zone, again, last } = announcement;
      const where = zone === null ? [] : [zone.kind, zone.number];
      const times = [...(again ? ['again'] : []), ...(last ? ['last'] : [])];
      return ['call', number, counter, ...where, ...times].join('_');
    }
    case 'batch':
      return ['batch', announcement.counter, ...announcement.numbers].join('_');
    case 'taken':
      return `taken_${announcement.number}`;
    case 'clip':
      return `clip_${announcement.clip}`;
    case 'test':
      return announcement.zone === null ? 'test' : `test_${announcement.zone}`;
  }
}

/** What is there too much shows when it is named again. */
function readAnnouncement([kind, ...parts]: readonly string[]): Announcement | null {
  const [first = '', second = '', third = '', fourth = ''] = parts;
  switch (kind) {
    case 'call': {
      if (!NUMBER.test(first) || !COUNTER.test(second)) return null;
      const place = PLACES.find((one) => one === third) ?? null;
      if (place !== null && !ZONE.test(fourth)) return null;
      const zone = place === null ? null : { kind: place, number: Number(fourth) };
      const [again, last] = [parts.includes('again'), parts.includes('last')];
      return { kind: 'call', number: first, counter: Number(second), zone, again, last };
    }
    case 'batch': {
      const numbers = parts.slice(1);
      const right = numbers.length > 0 && numbers.length <= MOST_IN_BATCH;
      if (!COUNTER.test(first) || !right || !numbers.every((one) => NUMBER.test(one))) return null;
      return { kind: 'batch', numbers, counter: Number(first) };
    }
    case 'taken':
      return NUMBER.test(first) ? { kind: 'taken', number: first } : null;
    case 'clip':
      return CLIP_ID.test(first) ? { kind: 'clip', clip: first } : null;
    case 'test':
      if (parts.length === 0) return { kind: 'test', zone: null };
      return ZONE.test(first) ? { kind: 'test', zone: Number(first) } : null;
    default:
      return null;
  }
}
