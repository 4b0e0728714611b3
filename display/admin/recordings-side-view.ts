/** Beside the stage: how far the voice is, every prompt of it, and what can be done with it. */
import type { RecordedPrompt, RecordingPack } from '../../server/protocol/recording.js';
import { type Child, h } from '../shared/dom.js';
import { button, note } from './parts.js';
import { askedTwice } from './records-parts.js';
import { languageName, filesPicker, SOUNDS } from './recordings-parts.js';
import { promptOf, type RecordingsState } from './recordings-state.js';
import type { AdminScene } from './section.js';

export function drawPackSide(
  scene: AdminScene,
  state: RecordingsState,
  pack: RecordingPack,
): Child {
  const say = (key: string, values = {}): string => scene.words.say(`recordings.${key}`, values);
  const { prompts } = pack;
  const done = prompts.filter(({ state: one }) => one !== 'missing').length;
  const look = prompts.filter(({ flaws }) => flaws.length > 0).length;
  return [
    h('h2', { class: 'record-title' }, say('progress', { done, all: prompts.length })),
    h('progress', {
      class: 'stage__progress',
      max: prompts.length,
      value: done,
      'aria-label': say('progressLabel'),
    }),
    look > 0 && h('p', { class: 'record-flaw' }, `▲ ${say('look', { count: look })}`),
    done < prompts.length && note('hint', lackText(scene, pack, prompts.length - done)),
    h(
      'div',
      { class: 'record__acts' },
      button({
        do: 'recordings.sample',
        label: say(state.playing === 'sample' ? 'key.hush' : 'sample'),
        data: { value: '?number=A027&counter=3' },
        id: 'recording-sample',
      }),
      usage(scene, pack),
    ),
    h(
      'ol',
      { class: 'prompts' },
      prompts.map((prompt, at) =>
        promptRow(scene, prompt, at + 1, promptOf(pack, state.prompt)?.id),
      ),
    ),
    h(
      'section',
      { class: 'recording-deeds' },
      h('h3', { class: 'subtitle' }, say('files.title')),
      h('p', { class: 'f__help' }, say('files.help')),
      h(
        'div',
        { class: 'record__acts' },
        filesPicker('recordings.many', say('files.choose'), SOUNDS, true),
        button({ do: 'recordings.list', label: say('files.list') }),
      ),
      state.files.length > 0 &&
        h(
          'ul',
          { class: 'sent-files', role: 'status' },
          state.files.map(({ name, text, good }) =>
            h(
              'li',
              { class: good ? 'record__good' : 'record-flaw' },
              `${good ? '✓' : '▲'} ${name}: ${text}`,
            ),
          ),
        ),
      h('h3', { class: 'subtitle' }, say('deeds')),
      h(
        'p',
        { class: 'f__help' },
        [
          languageName(scene, pack.language),
          say(`form.licences.${pack.licence}.label`),
          say('agreed', { date: pack.consentOn.split('-').reverse().join('/') }),
          pack.speaker,
        ]
          .filter((part) => part !== '')
          .join(' · '),
      ),
      h(
        'div',
        { class: 'record__acts' },
        button({ do: 'recordings.edit', label: say('edit') }),
        pack.licence !== 'this-site-only' &&
          h(
            'a',
            {
              class: 'button',
              id: 'recording-file',
              href: `/api/v1/sites/${encodeURIComponent(scene.site)}/recordings/${pack.id}/file`,
              download: `giong-${pack.id}.tar`,
            },
            say('handOut'),
          ),
      ),
      !pack.inUse &&
        askedTwice('recordings.remove', pack.id, state.askedToDelete, {
          first: say('remove.first'),
          question: say('remove.question', { name: pack.name }),
          second: say('remove.second'),
          keep: say('remove.keep'),
        }),
    ),
  ];
}

/** Who says what is missing: the bundled voice, or nobody. */
function lackText({ words }: AdminScene, { language }: RecordingPack, count: number): string {
  const bundled = language === 'vi' || language === 'en';
  return words.say(`recordings.missing.${bundled ? 'lent' : 'silent'}`, { count });
}

function usage(scene: AdminScene, { id, language, inUse }: RecordingPack): Child {
  const say = (key: string): string => scene.words.say(`recordings.${key}`);
  if (scene.draft.voice.packs[language] !== id) {
    return button({ do: 'recordings.use', label: say('use'), id: 'recording-use' });
  }
  return h('p', { class: 'record__good' }, say(inUse ? 'inUse' : 'inDraft'));
}

function promptRow(
  { words }: AdminScene,
  { id, text, words: own, state, flaws }: RecordedPrompt,
  number: number,
  open: string | undefined,
): Element {
  const how = state === 'missing' ? 'missing' : flaws.length > 0 ? 'look' : 'done';
  const signs = { missing: '', look: '▲', done: '✓' };
  return h(
    'li',
    {},
    h(
      'button',
      {
        ...{ type: 'button', class: 'prompt', id: `prompt-${id}` },
        ...{ 'data-do': 'recordings.pick', 'data-value': id, 'data-how': how },
        'aria-current': id === open ? 'true' : undefined,
      },
      h('span', { class: 'prompt__number' }, number),
      h('span', { class: 'prompt__text' }, own === '' ? text : own),
      h('span', { class: 'prompt__sign', 'aria-hidden': 'true' }, signs[how]),
      h('span', { class: 'unseen' }, words.say(`recordings.how.${how}`)),
    ),
  );
}
