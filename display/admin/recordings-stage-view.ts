/** The stage: one prompt large, what to press, what is wrong with the take and what to do about it. */
import type { RecordedPrompt, RecordingPack } from '../../server/protocol/recording.js';
import { type Child, h } from '../shared/dom.js';
import { button, heading, link, note } from './parts.js';
import { keyButton, filesPicker, SOUNDS, toolsNote } from './recordings-parts.js';
import { promptOf, type RecordingsState } from './recordings-state.js';
import type { AdminScene } from './section.js';

export function drawStage(scene: AdminScene, state: RecordingsState, pack: RecordingPack): Child {
  const say = (key: string, values = {}): string => scene.words.say(`recordings.${key}`, values);
  const prompt = promptOf(pack, state.prompt);
  if (prompt === undefined) return heading(pack.name);
  const number = pack.prompts.indexOf(prompt) + 1;
  const own = pack.language === 'vi' || pack.language === 'en';
  return [
    link(scene, { section: 'recordings' }, { class: 'record-more' }, `← ${say('title')}`),
    heading(pack.name),
    toolsNote(scene, state),
    withoutMicrophone(scene, state),
    h(
      'section',
      { class: 'stage', 'aria-labelledby': 'stage-prompt' },
      h('p', { class: 'stage__number' }, say('number', { number, all: pack.prompts.length })),
      h(
        'p',
        { class: 'stage__prompt', id: 'stage-prompt', lang: own ? pack.language : undefined },
        prompt.words === '' ? prompt.text : prompt.words,
      ),
      prompt.words !== '' && h('p', { class: 'stage__means' }, say('means', { text: prompt.text })),
      !own && wordsField(scene, state, pack, prompt),
      h('div', { class: 'stage__now', role: 'status' }, standing(scene, state, prompt)),
      h('div', { class: 'stage__keys' }, keys(scene, state, prompt)),
    ),
  ];
}

/** Why nothing can be recorded here, and what people do instead. */
function withoutMicrophone({ words }: AdminScene, { without }: RecordingsState): Child {
  if (without === null) return null;
  const browser = without === 'plain' || without === 'tooOld';
  const why = browser
    ? `${words.say(`secure.${without}`)} ${words.say('secure.microphone.name').toLowerCase()}.`
    : words.say(`recordings.without.${without}`);
  return h(
    'div',
    { class: 'note note--warn', id: 'without-microphone' },
    h('p', {}, h('b', {}, why), ' ', words.say('recordings.without.instead')),
    !browser && button({ do: 'recordings.again', label: words.say('recordings.without.again') }),
  );
}

function wordsField(
  { words }: AdminScene,
  { typed }: RecordingsState,
  pack: RecordingPack,
  prompt: RecordedPrompt,
): Element {
  return h(
    'div',
    { class: 'f stage__words' },
    h('label', { class: 'f__label', for: 'stage-words' }, words.say('recordings.words')),
    h('p', { class: 'f__help', id: 'stage-words-help' }, words.say('recordings.wordsHelp')),
    h('input', {
      ...{ id: 'stage-words', class: 'f__input', maxlength: 200, autocomplete: 'off' },
      ...{ value: typed ?? prompt.words, lang: pack.language },
      ...{ 'data-input': 'recordings.words', 'aria-describedby': 'stage-words-help' },
    }),
  );
}

function standing(scene: AdminScene, state: RecordingsState, prompt: RecordedPrompt): Child {
  const say = (key: string, values = {}): string => scene.words.say(`recordings.${key}`, values);
  if (state.doing === 'recording') {
    const percent = Math.round(Math.min(1, state.level) * 100);
    return [
      h('p', { class: 'stage__said' }, say('recording')),
      h(
        'svg',
        {
          class: 'stage__level',
          viewBox: '0 0 100 4',
          preserveAspectRatio: 'none',
          'aria-hidden': 'true',
        },
        h('rect', { width: percent, height: 4, class: percent > 95 ? 'is-torn' : undefined }),
      ),
    ];
  }
  if (state.doing !== 'nothing') return h('p', { class: 'stage__said' }, say(state.doing));
  if (state.refused !== '') return note('stop', state.refused);
  if (prompt.state === 'missing') {
    const ready = say(state.without === null ? 'ready' : 'readyFile');
    return h('p', { class: 'stage__said' }, ready);
  }
  if (prompt.state === 'waiting') return note('warn', say('waiting'));
  if (prompt.flaws.length > 0) {
    return prompt.flaws.map((flaw) =>
      h(
        'p',
        { class: 'note note--warn', 'data-flaw': flaw },
        h('b', {}, say(`flaw.${flaw}.what`)),
        ' ',
        say(`flaw.${flaw}.do`),
      ),
    );
  }
  const seconds = (prompt.ms / 1000).toFixed(1).replace('.', scene.language === 'vi' ? ',' : '.');
  return h('p', { class: 'stage__said stage__said--good' }, say('good', { seconds }));
}

function keys(scene: AdminScene, state: RecordingsState, prompt: RecordedPrompt): Child {
  const say = (key: string): string => scene.words.say(`recordings.key.${key}`);
  const sign = say('space');
  if (state.doing === 'recording') {
    return keyButton({ do: 'recordings.stop', label: say('stop'), key: ' ', sign, main: true });
  }
  const busy = state.doing !== 'nothing';
  const there = prompt.state !== 'missing';
  const good = there && prompt.flaws.length === 0 && state.refused === '';
  const record = { do: 'recordings.record', off: busy };
  const recorder =
    state.without === null
      ? good
        ? keyButton({ ...record, label: say('again'), key: 'g', sign: 'G' })
        : keyButton({
            ...record,
            ...{ label: say(there ? 'again' : 'record'), key: ' ', sign, main: true },
          })
      : filesPicker('recordings.one', say(there ? 'otherFile' : 'file'), SOUNDS, false, !good);
  const next = { do: 'recordings.next', off: busy };
  const onward = good
    ? keyButton({ ...next, label: say('next'), key: ' ', sign, main: true })
    : keyButton({
        ...next,
        ...{ label: say(there ? 'nextAnyway' : 'skip'), key: 'ArrowRight', sign: '→' },
      });
  return [
    // The one next action always stands in the same place.
    good ? [onward, recorder] : [recorder, onward],
    prompt.state === 'recorded' &&
      keyButton({
        do: 'recordings.listen',
        label: say(state.playing === prompt.id ? 'hush' : 'listen'),
        key: 'n',
        sign: 'N',
        value: prompt.id,
      }),
    keyButton({
      do: 'recordings.back',
      label: say('back'),
      key: 'ArrowLeft',
      sign: '←',
      off: busy,
    }),
  ];
}
