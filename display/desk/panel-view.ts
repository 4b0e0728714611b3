/** Forms that ask the officer something in place of the outcomes: why, whereto, what to remember. */
import type { Speaker } from '../../server/domain/wording.js';
import { PARK_REASONS, type Ticket } from '../../server/protocol/ticket.js';
import { type Desk, type DeskState, noteText } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { chip, number, plate } from '../shared/staff-parts.js';
import { rerouteBody } from '../shared/staff-reroute.js';
import { type Scene, groupFacts, groupOf } from '../shared/staff-site.js';

/** Reasons at the desk; `later` is the citizen's own. */
export const DESK_PARK_REASONS = PARK_REASONS.filter((reason) => reason !== 'later');
/** Letters of a note (protocol: `noteText`). */
const MAX_NOTE = 140;

export function closeButton({ say }: Speaker): Element {
  return h(
    'button',
    {
      type: 'button',
      class: 'quiet panel__close',
      'data-do': 'close-panel',
      'data-key': 'Escape',
    },
    say('desk.closePanel'),
    ' ',
    h('kbd', {}, 'Esc'),
  );
}

/** About the person who is here. */
export function panel(desk: Desk, state: DeskState, ticket: Ticket): Element {
  const { words } = desk.scene;
  return h(
    'div',
    { class: 'panel', id: 'panel' },
    state.panel !== 'note' && closeButton(words),
    content(desk, state, ticket),
  );
}

function content({ scene }: Desk, state: DeskState, ticket: Ticket): Child {
  switch (state.panel) {
    case 'reroute':
      return [
        h('h1', { class: 'panel__number' }, number(ticket.number, 'head')),
        rerouteBody(scene, ticket, state.reroute),
      ];
    case 'park':
      return reasons(scene, ticket);
    case 'next':
      return stops(scene, ticket);
    case 'note':
      return noteForm(scene, state, ticket);
    default:
      return null;
  }
}

function reasons(scene: Scene, ticket: Ticket): Child {
  const { say } = scene.words;
  const title = say('desk.parkWhy', { number: ticket.number });
  return [
    h('h2', { class: 'section' }, title),
    h(
      'div',
      { class: 'chips', role: 'group', 'aria-label': title },
      DESK_PARK_REASONS.map((reason, at) =>
        chip('park', reason, [h('kbd', {}, at + 1), ' ', say(`staff.park.${reason}`)], false, {
          'data-key': String(at + 1),
          'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
        }),
      ),
    ),
  ];
}

/** Where finishing leads, stop by stop. */
function stops(scene: Scene, ticket: Ticket): Child {
  const { say } = scene.words;
  return [
    h('h2', { class: 'section' }, say('desk.nextTitle', { number: ticket.number })),
    h(
      'ol',
      { class: 'stops' },
      ticket.stops.map((stop) => {
        const group = groupOf(scene.site, stop);
        const facts = group && groupFacts(scene, group);
        const counters = facts?.counters.join(', ') ?? '';
        return h(
          'li',
          { class: 'stops__one' },
          plate(group),
          h('b', {}, group?.short ?? stop),
          h(
            'span',
            {},
            counters === ''
              ? say('staff.load.uncovered')
              : say('staff.load.counters', { counters }),
            ' · ',
            say('staff.reroute.waiting', { count: facts?.waiting ?? 0 }),
          ),
        );
      }),
    ),
    h('button', { type: 'button', class: 'button', 'data-do': 'add-stop' }, say('desk.addStop')),
  ];
}

function noteForm(scene: Scene, state: DeskState, ticket: Ticket): Child {
  const { say } = scene.words;
  const text = state.noteTyped ?? noteText(state, ticket);
  return [
    h(
      'label',
      { class: 'section', for: 'note-field' },
      say('desk.noteTitle', { number: ticket.number }),
    ),
    h('input', {
      id: 'note-field',
      class: 'field',
      type: 'text',
      autocomplete: 'off',
      maxlength: MAX_NOTE,
      value: text ?? '',
      // Letters typed too early must not be keys, and must not become the note.
      readonly: text === null,
      placeholder: text === null ? say('desk.noteComing') : null,
      'data-input': 'note',
      'data-focus': 'once',
      'data-enter': '#main-button',
      'aria-describedby': 'note-help',
    }),
    h('p', { class: 'help', id: 'note-help' }, say('desk.noteHelp')),
  ];
}
