/** The step of counters: how many, and who serves what, as a grid. */
import { platesOf } from '../../server/domain/plate.js';
import type { CounterKind } from '../../server/protocol/counter.js';
import type { DraftCounter } from '../../server/protocol/set-up.js';
import { type Child, h } from '../shared/dom.js';
import { plate } from '../shared/staff-parts.js';
import { heading } from './parts.js';
import { flawsAt, type SetUpScene } from './scene.js';

/** Most counters of a kind: halls of cities have twenty. */
export const MOST: Readonly<Record<CounterKind, number>> = { office: 30, support: 10 };

export function countersStep(scene: SetUpScene): Child {
  const { say } = scene.words;
  const { draft, flaws } = scene;
  const ours = flaws.filter(({ step }) => step === 'counters');
  return [
    heading(say('setUp.counters.title'), say('setUp.counters.help')),
    h(
      'div',
      { class: 'steppers' },
      stepper(scene, 'office', say('setUp.counters.offices')),
      stepper(scene, 'support', say('setUp.counters.supports')),
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          'data-do': 'suggest',
          'aria-disabled': draft.countersChosen ? 'false' : 'true',
        },
        say('setUp.counters.again'),
      ),
    ),
    // Nobody may find out at the last step that a group has no counter.
    h(
      'div',
      { class: 'grid__verdict', role: 'status', 'aria-live': 'polite' },
      ours.length === 0
        ? h('p', { class: 'covered' }, say('setUp.counters.covered'))
        : ours.map(({ code, about }) =>
            h('p', { class: 'flaw' }, '▲ ', say(`setUp.flaw.${code}`, { about })),
          ),
    ),
    draft.counters.length > 0 && grid(scene),
  ];
}

function stepper({ draft, words }: SetUpScene, kind: CounterKind, label: string): Child {
  const count = draft.counters.filter((counter) => counter.kind === kind).length;
  const button = (what: 'fewer' | 'more', sign: string, name: string, off: boolean): Child =>
    h(
      'button',
      {
        type: 'button',
        class: 'button stepper__button',
        id: `${what}-${kind}`,
        'data-do': `${what}-counters`,
        'data-value': kind,
        'aria-label': words.say(name, { what: label }),
        'aria-disabled': off ? 'true' : 'false',
      },
      sign,
    );
  return h(
    'div',
    { class: 'stepper', role: 'group', 'aria-label': label },
    h('span', { class: 'stepper__label' }, label),
    button('fewer', '−', 'setUp.counters.fewer', count === 0),
    h('b', { class: 'stepper__count', id: `count-${kind}` }, count),
    button('more', '+', 'setUp.counters.moreOf', count >= MOST[kind]),
  );
}

function grid(scene: SetUpScene): Child {
  const { say } = scene.words;
  const { counters } = scene.draft;
  const groups = scene.draft.groups.filter((group) => group.on);
  const plates = platesOf(groups);
  const unserved = new Set(
    groups.filter(({ id }) => !counters.some((counter) => counter.groups.includes(id))),
  );
  return h(
    'div',
    { class: 'grid', tabindex: 0, role: 'region', 'aria-label': say('setUp.counters.grid') },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('td', {}),
          groups.map((group) =>
            h(
              'th',
              { scope: 'col', class: unserved.has(group) ? 'is-unserved' : null },
              plate({ letter: group.letter, plate: plates[group.id] ?? 'plain' }),
              h('span', { class: 'grid__group' }, group.name),
            ),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        counters.map((counter) => gridRow(scene, counter)),
      ),
    ),
  );
}

function gridRow(scene: SetUpScene, counter: DraftCounter): Child {
  const { say } = scene.words;
  const { number, kind } = counter;
  const empty = flawsAt({ ...scene, tried: new Set(['counters']) }, `counters.${number}`);
  return h(
    'tr',
    { id: `counter-${number}`, class: empty.length > 0 ? 'is-empty' : null },
    h(
      'th',
      { scope: 'row' },
      say('setUp.counters.counter', { number }),
      kind === 'support' && h('span', { class: 'grid__kind' }, say('setUp.counters.support')),
    ),
    scene.draft.groups
      .filter((group) => group.on)
      .map(({ id, name }) =>
        h(
          'td',
          {},
          h(
            'label',
            { class: 'grid__cell', for: `cell-${number}-${id}` },
            h('input', {
              type: 'checkbox',
              id: `cell-${number}-${id}`,
              'data-input': 'serves',
              'data-value': String(number),
              'data-group': id,
              checked: counter.groups.includes(id),
              'aria-label': say('setUp.counters.cell', { number, group: name }),
            }),
          ),
        ),
      ),
  );
}
