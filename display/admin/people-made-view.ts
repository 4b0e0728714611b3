/** PINs that were just made: said once, and the way to the slips. */
import { type Child, h } from '../shared/dom.js';
import { button } from './parts.js';
import type { PeopleState } from './people-state.js';
import { saidOnce } from './records-parts.js';
import type { AdminScene } from './section.js';

/** The page that prints what this tab was given and did not print yet. */
export function slipsAt({ root }: AdminScene): string {
  return `${root}/admin/slips`;
}

export function drawMade(scene: AdminScene, { made }: PeopleState): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`people.${key}`, values);
  const [first] = made;
  return [
    h('h2', { class: 'record-title' }, say('madeTitle', { count: made.length })),
    made.length === 1 && first !== undefined
      ? saidOnce(say('pinOf', { name: first.person.name }), spaced(first.pin), say('pinHelp'))
      : [
          h('p', { class: 'record-note' }, say('pinsHelp')),
          h(
            'ul',
            { class: 'pins' },
            made.map(({ person, pin }) =>
              h('li', {}, h('span', {}, person.name), h('b', {}, spaced(pin))),
            ),
          ),
        ],
    h(
      'a',
      { class: 'button button--main', href: slipsAt(scene) },
      say('print', { count: made.length }),
    ),
    button({ do: 'people.another', label: say('another'), tone: 'quiet' }),
  ];
}

/** Six digits in two threes, as they are read aloud. */
function spaced(pin: string): string {
  return `${pin.slice(0, 3)} ${pin.slice(3)}`;
}
