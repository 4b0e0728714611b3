/** Recorded voices: those that there are, the form of one, and the stage on which one is made. */
import { RECORDING_LICENCES, type RecordingPack } from '../../server/protocol/recording.js';
import { type Child, h } from '../shared/dom.js';
import { heading, link, note } from './parts.js';
import { mainButton } from './records-parts.js';
import { languageName, filesPicker, toolsNote } from './recordings-parts.js';
import { drawPackSide } from './recordings-side-view.js';
import { drawStage } from './recordings-stage-view.js';
import type { RecordingForm, RecordingsState } from './recordings-state.js';
import type { AdminScene } from './section.js';

export function drawRecordings(scene: AdminScene, state: RecordingsState): Child {
  const say = (key: string, values = {}): string => scene.words.say(`recordings.${key}`, values);
  if (!scene.mayConfigure) return [heading(say('title')), note('hint', say('adminsOnly'))];
  const pack = state.packs.find(({ id }) => id === scene.chosen);
  if (pack !== undefined) return drawStage(scene, state, pack);
  return [
    link(
      scene,
      { section: 'voice' },
      { class: 'record-more' },
      `← ${scene.words.say('admin.nav.voice')}`,
    ),
    heading(say('title')),
    h('p', { class: 'record-note' }, say('about')),
    state.tools === null
      ? h('p', { class: 'empty' }, scene.words.say('shared.connecting'))
      : [
          toolsNote(scene, state),
          state.packs.length === 0
            ? note('hint', say('none'))
            : h(
                'ul',
                { class: 'records', id: 'packs' },
                state.packs.map((one) => row(scene, one)),
              ),
        ],
    h(
      'p',
      { class: 'record-tools' },
      filesPicker('recordings.pack', say('takeIn'), '.tar,application/x-tar'),
    ),
  ];
}

function row(scene: AdminScene, pack: RecordingPack): Element {
  const { id, name, language, prompts, inUse } = pack;
  const say = (key: string, values = {}): string => scene.words.say(`recordings.${key}`, values);
  const done = prompts.filter(({ state }) => state !== 'missing').length;
  return h(
    'li',
    {},
    link(
      scene,
      { section: 'recordings', chosen: id },
      { class: 'record record--press', id: `pack-${id}` },
      h(
        'span',
        { class: 'record__what' },
        h('b', {}, name),
        h(
          'span',
          {},
          [languageName(scene, language), say('progress', { done, all: prompts.length })].join(
            ' · ',
          ),
        ),
      ),
      inUse && h('span', { class: 'record__state record__state--good' }, say('inUse')),
    ),
  );
}

export function drawRecordingsSide(scene: AdminScene, state: RecordingsState): Child {
  if (!scene.mayConfigure) return null;
  const pack = state.packs.find(({ id }) => id === scene.chosen);
  if (pack !== undefined && state.form === null) return drawPackSide(scene, state, pack);
  return formView(scene, state, pack);
}

const EMPTY: RecordingForm = {
  ...{ name: '', language: 'vi', licence: RECORDING_LICENCES[0], speaker: '', consent: false },
};

function formView(scene: AdminScene, state: RecordingsState, pack?: RecordingPack): Child {
  const say = (key: string, values = {}): string =>
    scene.words.say(`recordings.form.${key}`, values);
  const form = state.form ?? EMPTY;
  const lacks = form.name.trim() === '' ? 'name' : form.consent ? null : 'consent';
  const languages = ['vi', 'en', ...scene.draft.languages.map(({ tag }) => tag)];
  return [
    h('h2', { class: 'record-title' }, say(pack === undefined ? 'title' : 'change')),
    input('name', say('name'), say('nameHelp'), form.name, 60),
    pack === undefined &&
      chips('language', say('language'), form.language, languages, (tag) =>
        languageName(scene, tag),
      ),
    pack === undefined && h('p', { class: 'f__help' }, say('languageHelp')),
    chips('licence', say('licence'), form.licence, RECORDING_LICENCES, (id) =>
      say(`licences.${id}.label`),
    ),
    h('p', { class: 'f__help' }, say(`licences.${form.licence}.help`)),
    input('speaker', say('speaker'), say('speakerHelp'), form.speaker, 80),
    h(
      'label',
      { class: 'recording-consent' },
      h('input', {
        type: 'checkbox',
        id: 'recording-consent',
        'data-input': 'recordings.consent',
        checked: form.consent,
      }),
      h('span', {}, say('consent', { date: scene.words.date(scene.now) })),
    ),
    h(
      'div',
      { class: 'side__foot' },
      mainButton(
        'recordings.save',
        say(lacks === null ? (pack === undefined ? 'begin' : 'save') : `lacks.${lacks}`),
        lacks !== null || state.doing !== 'nothing',
      ),
      pack !== undefined &&
        h('button', { type: 'button', class: 'button', 'data-do': 'recordings.drop' }, say('keep')),
    ),
  ];
}

function input(name: string, label: string, help: string, value: string, most: number): Element {
  const id = `recording-${name}`;
  return h(
    'div',
    { class: 'f' },
    h('label', { class: 'f__label', for: id }, label),
    h('p', { class: 'f__help', id: `${id}-help` }, help),
    h('input', {
      ...{ id, class: 'f__input', value, maxlength: most, autocomplete: 'off' },
      ...{ 'data-input': `recordings.${name}`, 'aria-describedby': `${id}-help` },
    }),
  );
}

function chips(
  name: string,
  label: string,
  chosen: string,
  values: readonly string[],
  nameOf: (value: string) => string,
): Element {
  const id = `recording-${name}`;
  return h(
    'div',
    { class: 'f', role: 'group', 'aria-labelledby': id },
    h('p', { class: 'f__label', id }, label),
    h(
      'div',
      { class: 'chips' },
      values.map((value) =>
        h(
          'button',
          {
            ...{ type: 'button', class: 'chip', id: `${id}-${value}` },
            ...{ 'data-do': `recordings.${name}`, 'data-value': value },
            'aria-pressed': value === chosen ? 'true' : 'false',
          },
          nameOf(value),
        ),
      ),
    ),
  );
}
