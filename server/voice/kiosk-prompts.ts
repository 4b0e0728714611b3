/** What kiosks read out to whoever touches "Nghe", where the site lets them. */
import type { Announcement } from '../domain/announcement.js';
import type { SiteView } from '../live/site-view.js';
import { LANGUAGES } from '../words.js';
import type { Voices } from './voices.js';

/**
 * Without a chime, at which the hall would look up, and slower than calls: it is said to one who asked.
 * @returns addresses by language tag; none of a language in which a clip is missing
 */
export function kioskPrompts(
  voices: Pick<Voices, 'made'>,
  { id, config }: Pick<SiteView, 'id' | 'config'>,
  announcement: Announcement,
): Record<string, string> {
  const { kiosk, numbers, odd, packs } = config.voice;
  if (!kiosk) return {};
  const { addressForm: address } = config.site;
  const tags = new Set([...LANGUAGES, ...config.languages.map(({ tag }) => tag)]);
  const prompts = [...tags].flatMap((language) => {
    const manner = { language, numbers, odd, address, chime: false, slower: true };
    const made = voices.made(id, announcement, manner, packs[language] ?? null);
    return made === null || made.missing.length > 0 ? [] : [[language, made.src] as const];
  });
  return Object.fromEntries(prompts);
}
