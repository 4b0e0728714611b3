/** The citizens' own machine: a full picture of now, which its script then keeps true. */
import { completeLanguage, CITIZEN_PARTS, citizenSentences } from '../domain/citizen-words.js';
import { countsOf, errandsOf, groupSign } from '../domain/kiosk-errands.js';
import { platesOf } from '../domain/plate.js';
import type { KioskConfig, KioskLanguage, KioskPageData } from '../protocol/page.js';
import { LANGUAGES } from '../words.js';
import { OWN_NAMES } from './language-names.js';
import { KIOSK_CLIP } from '../domain/clip-list.js';
import { kioskPrompts } from '../voice/kiosk-prompts.js';
import type { Made, PageContext } from './page-context.js';

/** Locale files that a kiosk reads; a further language of the site gives its own words for the last two. */
const WORDS = ['shared', 'hall', 'kiosk'] as const;

/** `null` for what is no kiosk (`kiosk-door.ts` has sent it on before). */
export function kioskModel(context: PageContext): Made | null {
  const { device, view, language } = context;
  if (device?.kind !== 'kiosk') return null;
  const config = kioskConfig(context);
  const data: KioskPageData = {
    ...context.data('kiosk', ['hall', 'kiosk']),
    screen: 'kiosk',
    root: context.root,
    config,
    languages: languagesOf(context),
  };
  const name = view.config.site.name[language];
  const first = config.errands.length > 0 ? config.errands : config.groups;
  const choices = first.slice(0, 6).map(({ icon, name: names }) => ({
    icon,
    name: names[language],
  }));
  const title = `${data.words['kiosk.title'] ?? 'kiosk'} · ${name}`;
  return { title, data, model: { name, choices } };
}

function kioskConfig({ deps, view, unreal }: PageContext): KioskConfig {
  const { version, site, groups, procedures, priorities } = view.config;
  const plates = platesOf(groups);
  return {
    version,
    name: site.name,
    groups: groups.map((group) => ({
      ...{ id: group.id, letter: group.letter, plate: plates[group.id] ?? 'plain' },
      ...{ name: group.short, icon: groupSign(group) },
    })),
    errands: errandsOf(groups, procedures, countsOf(deps.rhythms.of(view))),
    // Whether something is urgent is for those to say who work here.
    priorities: priorities.filter((each) => each !== 'urgent'),
    hours: unreal === null ? site.hours : {},
  };
}

/** Vietnamese, English, and each language of the site in which a kiosk is whole. */
function languagesOf({ deps, view }: PageContext): KioskLanguage[] {
  const { wording } = deps.views;
  const vietnamese = wording.sentences('vi', WORDS);
  const citizen = citizenSentences(wording.sentences('vi', CITIZEN_PARTS));
  const prompts = kioskPrompts(deps.voices, view, { kind: 'clip', clip: KIOSK_CLIP });
  const own = view.config.languages.filter(
    ({ tag }) =>
      !LANGUAGES.some((known) => known === tag) &&
      completeLanguage(view.config.languages, tag, 'kiosk', citizen) !== null,
  );
  return [
    ...LANGUAGES.map((tag) => ({
      ...{ tag, name: OWN_NAMES[tag], names: tag },
      words: wording.sentences(tag, WORDS),
      prompt: prompts[tag] ?? null,
    })),
    ...own.map(({ tag, name, strings }) => ({
      ...{ tag, name, names: 'vi' as const },
      words: { ...vietnamese, ...strings },
      prompt: prompts[tag] ?? null,
    })),
  ];
}
