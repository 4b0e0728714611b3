/** One language of the hall: what is said in it, by whom, and a sample to listen to. */
import { clipsOf } from '../../server/domain/announcement.js';
import { clipList } from '../../server/domain/clip-list.js';
import type { SiteConfig, VoiceConfig } from '../../server/protocol/config.js';
import type { PackState } from '../../server/protocol/voice.js';
import { h } from '../shared/dom.js';
import { button, note } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

export interface VoiceState {
  /** `null` until the server said which there are. */
  packs: readonly PackState[] | null;
  /** Language that is being listened to. */
  playing: string | null;
  /** Clips that the sample last listened to was without, by language. */
  missing: Readonly<Record<string, number>>;
}

/** Languages that the hall speaks or could: those with a voice, and those of the site. */
export function languagesOf(draft: SiteConfig, packs: readonly PackState[]): string[] {
  const own = draft.languages.map(({ tag }) => tag);
  return [...new Set(['vi', 'en', ...own, ...packs.map(({ language }) => language)])];
}

export function packView(
  tools: AdminTools,
  scene: AdminScene,
  state: VoiceState,
  language: string,
  change: (how: (voice: VoiceConfig) => void) => void,
): Element {
  const { draft, words } = scene;
  const { say } = words;
  const packs = (state.packs ?? []).filter((pack) => pack.language === language);
  const bundled = packs.find(({ own }) => !own);
  const chosen = draft.voice.packs[language];
  const speaking = packs.find(({ id }) => id === chosen) ?? bundled;
  const name = nameOf(draft, language, say);
  const playing = state.playing === language;
  return h(
    'section',
    { class: 'card voice', id: `voice-${language}`, 'aria-labelledby': `voice-${language}-name` },
    h('h4', { class: 'voice__name', id: `voice-${language}-name` }, name),
    packs.length === 0
      ? note('warn', say('settings.voice.none'))
      : tools.fields.select({
          path: `voice.packs.${language}`,
          label: say('settings.voice.packs.label'),
          value: speaking?.id ?? '',
          options: [
            ...(bundled === undefined ? [{ id: '', label: say('settings.voice.nobody') }] : []),
            ...packs.map(({ id, name: label }) => ({ id, label })),
          ],
          set: (id) =>
            change((voice) => {
              const { [language]: _, ...others } = voice.packs;
              voice.packs =
                id === '' || id === bundled?.id ? others : { ...others, [language]: id };
            }),
        }),
    chosen !== undefined &&
      speaking?.id !== chosen &&
      note('warn', say('settings.voice.gone', { id: chosen })),
    speaking !== undefined && speaking.missing.length > 0 && lacking(scene, speaking, bundled),
    speaking !== undefined &&
      h('p', { class: 'voice__said', lang: language }, `“${sampleText(draft, language)}”`),
    speaking !== undefined &&
      button({
        do: 'voice.listen',
        label: say(playing ? 'settings.voice.stop' : 'settings.voice.listen'),
        name: `${say(playing ? 'settings.voice.stop' : 'settings.voice.listen')}: ${name}`,
        data: { value: language },
        id: `voice-${language}-listen`,
      }),
    (state.missing[language] ?? 0) > 0 && note('warn', say('settings.voice.chimeOnly')),
    speaking !== undefined &&
      h(
        'p',
        { class: 'f__help' },
        say(`settings.voice.kind.${speaking.kind}`),
        ' ',
        speaking.licence,
      ),
  );
}

/** How many clips a pack lacks, and who speaks them instead. */
function lacking(
  { words: { say } }: AdminScene,
  pack: PackState,
  bundled: PackState | undefined,
): Element {
  const values = { count: pack.missing.length, name: bundled?.name ?? '' };
  return note('warn', say(`settings.voice.${bundled === undefined ? 'lacks' : 'lent'}`, values));
}

/** The call that a sample plays, in words. */
function sampleText({ groups, site, voice }: SiteConfig, language: string): string {
  const texts = new Map(clipList(language).map(({ id, text }) => [id, text]));
  const { numbers, odd } = voice;
  const number = `${groups[0]?.letter ?? 'A'}027`;
  const clips = clipsOf(
    { kind: 'call', number, counter: 3, zone: null, again: false, last: false },
    { language, numbers, odd, address: site.addressForm, chime: false, slower: false },
  );
  return clips
    .map((id) => {
      if (id === 'pause') return ',';
      const letter = /^letter-(.)$/.exec(id)?.[1];
      return letter === undefined ? ` ${texts.get(id) ?? ''}` : ` ${letter},`;
    })
    .join('')
    .trim();
}

function nameOf({ languages }: SiteConfig, tag: string, say: AdminScene['words']['say']): string {
  if (tag === 'vi' || tag === 'en') return say(`admin.tongue.${tag}`);
  return languages.find((language) => language.tag === tag)?.name ?? tag;
}
