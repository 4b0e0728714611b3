/** The journal as it is drawn: one day, newest first; beside it what is looked for and the chain. */
import { type Child, h } from '../shared/dom.js';
import { actorOf, sentenceOf } from './journal-sentences.js';
import { KINDS, type JournalState } from './journal-state.js';
import { button, heading, note } from './parts.js';
import type { AdminScene } from './section.js';

export function drawJournal(scene: AdminScene, state: JournalState): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`journal.${key}`, values);
  const { lines, names } = state;
  const title = heading(say('title'));
  if (lines === null) return [title, h('p', { class: 'empty' }, words.say('shared.connecting'))];
  return [
    title,
    // Where there is one column only, what is looked for stands under a long day.
    h(
      'div',
      { class: 'journal__find' },
      button({ do: 'journal.find', label: say('look'), tone: 'quiet' }),
    ),
    lines.length === 0 && h('p', { class: 'empty' }, say('nothing')),
    h(
      'ol',
      { class: 'journal', 'aria-label': say('title') },
      lines.map((line) =>
        h(
          'li',
          { class: 'journal__line', id: `journal-${line.seq}` },
          h('time', { class: 'journal__time' }, words.time(line.at)),
          h('span', { class: 'journal__what' }, sentenceOf(scene, names, line)),
          h('span', { class: 'journal__who' }, actorOf(scene, names, line.actor)),
        ),
      ),
    ),
    state.before !== null &&
      button({ do: 'journal.more', label: say('more'), off: state.reading, id: 'journal-more' }),
  ];
}

export function drawJournalSide(scene: AdminScene, state: JournalState): Child {
  const say = (key: string, values = {}): string => scene.words.say(`journal.${key}`, values);
  const { used } = scene;
  const { filter, names } = state;
  return [
    h('h2', { class: 'record-title' }, say('look')),
    h(
      'div',
      { class: 'form' },
      field(
        'day',
        say('day'),
        h('input', {
          ...input('day'),
          type: 'date',
          value: filter.day,
        }),
      ),
      field('ticket', say('ticket'), h('input', { ...input('ticket'), value: filter.ticket })),
      field(
        'person',
        say('person'),
        select('person', filter.person, [
          ['', say('everybody')],
          ['system', say('actor.system')],
          ...[...names.people].map(([id, name]): [string, string] => [id, name]),
        ]),
      ),
      field(
        'counter',
        say('counter'),
        select('counter', filter.counter, [
          ['', say('everyCounter')],
          ...used.counters.map(({ id, number }): [string, string] => [
            id,
            say('counterName', { number }),
          ]),
        ]),
      ),
      field(
        'kind',
        say('kind'),
        select('kind', filter.kind, [
          ['', say('everyKind')],
          ...KINDS.map((kind): [string, string] => [kind, say(`kinds.${kind}`)]),
        ]),
      ),
    ),
    h(
      'div',
      { class: 'record-tools' },
      button({ do: 'journal.save', label: say('save'), off: state.saving }),
      button({ do: 'journal.verify', label: say('verify'), off: state.verifying }),
    ),
    state.verifying && h('p', { class: 'record-note', role: 'status' }, say('verifying')),
    state.verdict !== null &&
      note(
        state.verdict.wrong === null ? 'hint' : 'stop',
        say(state.verdict.wrong === null ? 'whole' : `wrong.${state.verdict.wrong.why}`, {
          first: state.verdict.first,
          last: state.verdict.last,
          seq: state.verdict.wrong?.seq ?? 0,
        }),
      ),
    state.h !== '' &&
      h(
        'div',
        { class: 'journal__hash' },
        h('b', {}, say('hash')),
        h('code', {}, grouped(state.h)),
        h('p', { class: 'f__help' }, say('hashHelp')),
      ),
  ];
}

/** In fours, as it is read aloud and compared. */
export function grouped(hash: string): string {
  return hash.match(/.{1,4}/g)?.join(' ') ?? '';
}

function input(name: string): Record<string, string> {
  return {
    class: 'f__input',
    id: `journal-filter-${name}`,
    'data-input': `journal.${name}`,
    autocomplete: 'off',
  };
}
function field(name: string, label: string, control: Element): Element {
  return h(
    'div',
    { class: 'f' },
    h('label', { class: 'f__label', for: `journal-filter-${name}` }, label),
    control,
  );
}
function select(name: string, chosen: string, options: readonly [string, string][]): Element {
  return h(
    'select',
    input(name),
    options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)),
  );
}
