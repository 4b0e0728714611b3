/** Everything rare about a number in one sheet: priority, company, further stops, a note. */
import { type Child, h } from '../shared/dom.js';
import { chip, plate } from '../shared/staff-parts.js';
import { type Scene, type StaffGroup, spokenAt } from '../shared/staff-site.js';
import { MAX_NOTE, type MoreChoice } from './door-state.js';

/** Runs of digits as long as an identity or telephone number have no place in a note. */
const PERSONAL = /\d(?:[ .-]?\d){8,11}/;

export function moreView(
  scene: Scene,
  group: StaffGroup,
  more: MoreChoice,
): { body: Child[]; foot: Child[] } {
  const { say } = scene.words;
  const personal = PERSONAL.test(more.note);
  return {
    body: [
      h(
        'div',
        { class: 'head' },
        plate(group),
        h('div', {}, h('h1', { class: 'section' }, say('door.moreTitle')), h('p', {}, group.name)),
      ),
      scene.site.priorities.length > 0 && [
        h(
          'h2',
          { class: 'label', id: 'more-priority' },
          say('door.priority'),
          ' ',
          h('span', {}, say('door.staffOnly')),
        ),
        h(
          'div',
          { class: 'chips', role: 'group', 'aria-labelledby': 'more-priority' },
          scene.site.priorities.map((kind) =>
            chip('priority', kind, say(`staff.priority.${kind}`), more.priority === kind),
          ),
        ),
        basisLine(scene, more),
      ],
      h('h2', { class: 'label', id: 'more-needs' }, say('door.needs')),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-labelledby': 'more-needs' },
        chip('escort', 'yes', say('staff.escort'), more.escort),
      ),
      languageLines(scene, group),
      h('h2', { class: 'label', id: 'more-stops' }, say('door.stops')),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-labelledby': 'more-stops' },
        scene.site.groups
          .filter((other) => other.id !== group.id)
          .map((other) => stopChip(scene, other, more.stops.indexOf(other.id))),
      ),
      h('label', { class: 'label', for: 'more-note' }, say('door.note')),
      h('input', {
        id: 'more-note',
        class: 'field',
        type: 'text',
        maxlength: MAX_NOTE,
        autocomplete: 'off',
        value: more.note,
        'data-input': 'note',
        'aria-describedby': 'more-note-help',
      }),
      h(
        'p',
        { class: personal ? 'help help--warn' : 'help', id: 'more-note-help' },
        say(personal ? 'door.notePersonal' : 'door.noteHelp'),
      ),
    ],
    foot: [
      h(
        'button',
        {
          type: 'button',
          class: 'button button--main',
          id: 'main-button',
          'data-do': 'give-more',
          'data-value': group.id,
        },
        say(more.priority === null ? 'door.giveGroup' : 'door.givePriority', {
          group: group.short,
        }),
      ),
    ],
  };
}

/** What the chosen class rests on, to say when somebody asks why. */
function basisLine({ site, words }: Scene, { priority }: MoreChoice): Child {
  const basis = priority === null ? '' : (site.priorityBasis[priority] ?? '');
  return (
    basis !== '' &&
    h('p', { class: 'help', id: 'more-basis' }, words.say('door.priorityBasis', { basis }))
  );
}

/** Who of the open counters of this group speaks the citizen's language. */
function languageLines(scene: Scene, group: StaffGroup): Child {
  const { say } = scene.words;
  const spoken = spokenAt(scene, group.id);
  return (
    spoken.length > 0 && [
      h('h2', { class: 'label', id: 'more-languages' }, say('door.spokenHere')),
      h(
        'ul',
        { class: 'spoken-at', 'aria-labelledby': 'more-languages' },
        spoken.map(({ language, counters }) =>
          h('li', {}, say('door.spokenAt', { language, counters: counters.join(', ') })),
        ),
      ),
    ]
  );
}

/** A chosen stop carries its place in the order. */
function stopChip(scene: Scene, group: StaffGroup, at: number): Element {
  return chip(
    'stop',
    group.id,
    [
      plate(group),
      ' ',
      at >= 0 && h('b', {}, scene.words.say('door.stopAt', { place: at + 2 })),
      ' ',
      group.short,
    ],
    at >= 0,
  );
}
