/** An announcement of the queue in the words of each language in which it is said. Pure. */
import type { SiteConfig } from '../protocol/config.js';
import type { Announcement } from './announcement.js';
import { spokenZone } from './spoken-zones.js';
import type { StandingCall, Utterance } from './speech-queue.js';

/** One sound: what is said, in which language, and how. */
export interface SpeechPart {
  announcement: Announcement;
  /** BCP 47 tag. */
  language: string;
  /** For who did not come at the first call. */
  slower: boolean;
}

/** The site's first language: everybody is called in it. */
export const FIRST_LANGUAGE = 'vi';

/** In Vietnamese first; then, for those who asked for another language, in theirs. */
export function speechParts(utterance: Utterance, config: SiteConfig): SpeechPart[] {
  const { calls, clip, again: slower } = utterance;
  if (clip !== null) {
    return [{ announcement: { kind: 'clip', clip }, language: FIRST_LANGUAGE, slower: false }];
  }
  const asked = config.voice.secondLanguage ? calls.flatMap(({ language }) => language ?? []) : [];
  const languages = new Set([FIRST_LANGUAGE, ...asked]);
  return [...languages].flatMap((language): SpeechPart[] => {
    const told = calls.filter((call) => language === FIRST_LANGUAGE || call.language === language);
    const announcement = summons(told, utterance, config);
    return announcement === null ? [] : [{ announcement, language, slower }];
  });
}

/** `null` where the counter is no more. */
function summons(
  calls: readonly StandingCall[],
  { again }: Utterance,
  config: SiteConfig,
): Announcement | null {
  const [first] = calls;
  const counter = config.counters.find(({ id }) => id === first?.counter);
  if (first === undefined || counter === undefined) return null;
  const numbers = calls.map(({ number }) => number);
  if (numbers.length > 1) return { kind: 'batch', numbers, counter: counter.number };
  const { callsBeforeMissed: enough } = config.rules;
  return {
    ...{ kind: 'call', number: first.number, counter: counter.number, again },
    zone: spokenZone(config.zones, counter.zone),
    // A site that says how often it calls before it goes on without somebody means it.
    last: enough > 1 && first.calls >= enough,
  };
}
