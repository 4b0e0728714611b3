/** Everything rare about a number in one sheet: priority, language, company, further stops, a note. */
import type { DayNow } from '../../../server/domain/flow.js';
import { type Child, h } from '../../shared/dom.js';
import { chip, plate } from '../../shared/staff-parts.js';
import { procedureOf } from '../../shared/staff-procedures.js';
import { type Scene, type StaffGroup, groupFacts, spokenAt } from '../../shared/staff-site.js';
import { MAX_NOTE, type MoreChoice } from '../door-state.js';
import { orderHint } from './order-hint.js';
import { errandHead } from './procedure-view.js';

/** Runs of digits as long as an identity or telephone number have no place in a note. */
const PERSONAL = /\d(?:[ .-]?\d){8,11}/;

export interface MoreModel {
  scene: Scene;
  group: StaffGroup;
  more: MoreChoice;
  day: DayNow;
  pressed: boolean;
  slow: boolean;
}

export function moreView(model: MoreModel): { body: Child[]; foot: Child[] } {
  const { scene, group, more, day, pressed, slow } = model;
  const { say } = scene.words;
  const procedure = procedureOf(scene.site, more.procedure ?? '');
  const label = more.priority === null ? 'door.giveGroup' : 'door.givePriority';
  return {
    body: [
      errandHead(
        say('door.moreTitle'),
        group,
        procedure?.name ?? group.name,
        h(
          'button',
          { type: 'button', class: 'quiet head__close', 'data-do': 'back' },
          say('door.need.close'),
        ),
      ),
      priorities(scene, more),
      needs(scene, group, more),
      stops(scene, group, more),
      orderHint(scene, group, more, day),
      note(scene, more),
    ],
    foot: [
      h(
        'button',
        {
          type: 'button',
          class: `button button--main${pressed ? ' is-pressed' : ''}`,
          id: 'main-button',
          'data-do': 'give-more',
        },
        slow ? say('staff.sending') : say(label, { group: group.short }),
      ),
    ],
  };
}

function priorities(scene: Scene, more: MoreChoice): Child {
  const { say } = scene.words;
  const { priorities: kinds, priorityBasis } = scene.site;
  const basis = more.priority === null ? '' : (priorityBasis[more.priority] ?? '');
  return (
    kinds.length > 0 && [
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
        kinds.map((kind) =>
          chip('priority', kind, say(`staff.priority.${kind}`), more.priority === kind),
        ),
      ),
      // What the class rests on, to say when somebody asks why.
      basis !== '' &&
        h('p', { class: 'help', id: 'more-basis' }, say('door.priorityBasis', { basis })),
    ]
  );
}

/** Company and language, and who of the open counters of this group speaks which. */
function needs(scene: Scene, group: StaffGroup, more: MoreChoice): Child[] {
  const { say } = scene.words;
  const spoken = spokenAt(scene, group.id);
  const wanted = scene.site.languages.find(({ tag }) => tag === more.language);
  const met = spoken.some(({ language }) => language === wanted?.name);
  return [
    h('h2', { class: 'label', id: 'more-needs' }, say('door.needs')),
    h(
      'div',
      { class: 'chips', role: 'group', 'aria-labelledby': 'more-needs' },
      chip('escort', 'yes', say('staff.escort'), more.escort),
    ),
    scene.site.languages.length > 0 && [
      h('h2', { class: 'label', id: 'more-language' }, say('door.languageWanted')),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-labelledby': 'more-language' },
        scene.site.languages.map(({ tag, name }) =>
          chip('language', tag, name, more.language === tag),
        ),
      ),
    ],
    wanted !== undefined &&
      !met &&
      h('p', { class: 'help help--warn' }, say('door.notSpoken', { language: wanted.name })),
    spoken.length > 0 && [
      h('h2', { class: 'label', id: 'more-languages' }, say('door.spokenHere')),
      h(
        'ul',
        { class: 'spoken-at', 'aria-labelledby': 'more-languages' },
        spoken.map(({ language, counters }) =>
          h('li', {}, say('door.spokenAt', { language, counters: counters.join(', ') })),
        ),
      ),
    ],
  ];
}

function stops(scene: Scene, group: StaffGroup, more: MoreChoice): Child[] {
  const { say } = scene.words;
  return [
    h('h2', { class: 'label', id: 'more-stops' }, say('door.stops')),
    h(
      'div',
      { class: 'chips', role: 'group', 'aria-labelledby': 'more-stops' },
      scene.site.groups
        .filter((other) => other.id !== group.id)
        .map((other) => stopChip(scene, other, more.stops.indexOf(other.id))),
    ),
  ];
}

/** A chosen stop carries its place in the order, each how many wait there. */
function stopChip(scene: Scene, group: StaffGroup, at: number): Element {
  const { say } = scene.words;
  return chip(
    'stop',
    group.id,
    [
      plate(group),
      ' ',
      at >= 0 && h('b', {}, say('door.stopAt', { place: at + 2 })),
      ' ',
      group.short,
      ' ',
      h(
        'span',
        { class: 'chip__waiting' },
        groupFacts(scene, group).waiting,
        ' ',
        say('staff.load.waiting'),
      ),
    ],
    at >= 0,
  );
}

function note(scene: Scene, more: MoreChoice): Child[] {
  const { say } = scene.words;
  const personal = PERSONAL.test(more.note);
  return [
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
  ];
}
