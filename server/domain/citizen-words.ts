/** Which sentences citizens read: those that a site may say in a further language (`LanguageConfig`). */
import type { LanguageConfig } from '../protocol/config.js';
import type { Sentences } from './wording.js';

/** Top keys of the locales that hold such sentences. */
export const CITIZEN_PARTS = ['hall', 'slip', 'kiosk', 'ticket'] as const;
export type CitizenPart = (typeof CITIZEN_PARTS)[number];

/**
 * Read by those who work here: what devices are called, how a television is given its sound, the virtual printer's
 * page, the test slip, papers that are no number, a kiosk's foot.
 */
const NOT_FOR_CITIZENS = [
  'hall.title',
  'hall.mutedStaff',
  'kiosk.title',
  'slip.virtual.',
  'slip.test.',
  'slip.papers.',
  'slip.summary.',
  'slip.pin.',
  'kiosk.printer.',
];

/** The sentences that citizens read, of all those given, by their keys. */
export function citizenSentences(sentences: Sentences): Sentences {
  const chosen = Object.entries(sentences).filter(([key]) => isForCitizens(key));
  return Object.fromEntries(chosen);
}

/** Their keys, in the order of the locale. */
export function citizenKeys(sentences: Sentences): string[] {
  return Object.keys(sentences).filter(isForCitizens);
}

function isForCitizens(key: string): boolean {
  const part = key.slice(0, key.indexOf('.'));
  const others = NOT_FOR_CITIZENS.some((start) => key.startsWith(start));
  return !others && CITIZEN_PARTS.some((each) => each === part);
}

/**
 * The language of a site in which every sentence of a part exists; `null` where it has no such language
 * or not all of it: half a slip in one language and half in another helps nobody.
 * @param sentences Vietnamese ones of that part at least
 */
export function completeLanguage(
  languages: readonly LanguageConfig[],
  tag: string | null,
  part: CitizenPart,
  sentences: Sentences,
): LanguageConfig | null {
  const language = languages.find((each) => each.tag === tag);
  const keys = citizenKeys(sentences).filter((key) => key.startsWith(`${part}.`));
  const whole = language !== undefined && keys.every((key) => language.strings[key] !== undefined);
  return whole ? language : null;
}
