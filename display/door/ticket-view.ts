/** One number that somebody came back with: how it stands and what can be done for them. */
import {
  CANCEL_REASONS,
  PARK_REASONS,
  REOPEN_REASONS,
  type Ticket,
} from '../../server/protocol/ticket.js';
import { type Child, h } from '../shared/dom.js';
import { number, plate } from '../shared/staff-parts.js';
import { ticketPlace, waitedFor } from '../shared/staff-rows.js';
import { type Scene, groupOf } from '../shared/staff-site.js';
import { type DoorState, MAX_NOTE } from './door-state.js';
import { isTrouble, paperLine, paperOf } from './numbers/paper.js';
import { movedFrom } from './numbers/ticket-row.js';

/** Reasons that a volunteer may give; `later` is the citizen's own. */
const PARKING = PARK_REASONS.filter((reason) => reason !== 'later');

/** Number and standing at the head of the pages about one ticket. */
export function ticketHead(scene: Scene, ticket: Ticket, ahead: number | null): Element {
  const { say, time } = scene.words;
  const group = groupOf(scene.site, ticket.group);
  const state = say(`staff.state.${ticket.state}`);
  const moved = movedFrom(scene, ticket);
  return h(
    'div',
    { class: 'head head--ticket' },
    h('h1', {}, number(ticket.number, 'head')),
    h(
      'div',
      { class: 'head__facts' },
      h(
        'span',
        { class: 'tag' },
        ticket.state === 'waiting' ? `${state} · ${waitedFor(scene, ticket.issuedAt)}` : state,
      ),
      h(
        'span',
        {},
        plate(group),
        ' ',
        say('door.issuedAt', { group: group?.short ?? ticket.group, time: time(ticket.issuedAt) }),
      ),
      ticket.state !== 'waiting' && h('span', {}, ticketPlace(scene, ticket)),
      moved !== '' && h('span', {}, moved),
      ahead !== null && h('span', {}, say('door.ahead', { count: ahead })),
    ),
  );
}

/** What a state allows at the door; the first is what people mostly come for. */
function actionsOf(ticket: Ticket): readonly string[] {
  switch (ticket.state) {
    case 'waiting':
      return ['to-reroute', 'ask-park', 'ask-note', 'ask-cancel'];
    case 'called':
      return ['to-reroute', 'ask-note', 'ask-cancel'];
    case 'serving':
      return ['to-reroute', 'ask-note'];
    case 'parked':
      return ['resume', 'to-reroute', 'ask-note', 'ask-cancel'];
    case 'missed':
      return ['return', 'to-reroute', 'ask-note', 'ask-cancel'];
    case 'cancelled':
    case 'done':
      return [];
  }
}

export interface TicketModel {
  scene: Scene;
  ticket: Ticket;
  ahead: number | null;
  asking: DoorState['asking'];
  /** Text of the note, where the server told it. */
  noteText: string | null;
  /** A note that is being written; `null` while nothing was typed. */
  note: string | null;
  /** Nothing can be done now. */
  off: boolean;
}

export function ticketView(model: TicketModel): Child[] {
  const { scene, ticket, ahead, asking, off } = model;
  const { say } = scene.words;
  const disabled = off ? 'true' : 'false';
  const [first, ...others] = actionsOf(ticket);
  const action = (what: string, style: string): Element =>
    h(
      'button',
      {
        type: 'button',
        class: style,
        id: `act-${what}`,
        'data-do': what,
        'data-value': ticket.id,
        'aria-disabled': disabled,
        'aria-expanded': what.startsWith('ask-') ? String(what === `ask-${asking}`) : null,
      },
      say(`door.act.${what}`),
    );
  return [
    ticketHead(scene, ticket, ahead),
    facts(model),
    h(
      'div',
      { class: 'acts' },
      first !== undefined && action(first, 'button button--main'),
      others.map((what) => [
        action(what, what === 'ask-cancel' ? 'button button--stop' : 'button button--large'),
        what === `ask-${asking}` &&
          (what === 'ask-note' ? noteField(model, disabled) : reasons(scene, what, disabled)),
      ]),
      ticket.state !== 'cancelled' &&
        ticket.state !== 'done' && [
          scene.site.printers.length > 0 && action('reprint', 'button button--large'),
          action('show-slip', 'button button--large'),
        ],
      ticket.state === 'cancelled' && [
        h('h2', { class: 'label' }, say('door.reopen')),
        reasonButtons(scene, 'reopen', 'staff.reopen', REOPEN_REASONS, disabled),
      ],
    ),
  ];
}

/** What only those who work here read: paper, priority, language, company, further stops, the note. */
function facts({ scene, ticket, noteText }: TicketModel): Element {
  const { say } = scene.words;
  const paper = paperOf(scene, ticket);
  const words = paperLine(scene, ticket);
  const stops = ticket.stops.map((stop) => groupOf(scene.site, stop)?.short ?? stop);
  const tags = [
    ticket.priority !== null && say(`staff.priority.${ticket.priority}`),
    ticket.language !== null &&
      say('numbers.ticket.language', { language: languageOf(scene, ticket.language) }),
    ticket.remote && say('staff.remote'),
    ticket.escort && say('staff.escort'),
    stops.length > 0 && say('numbers.ticket.stops', { stops: stops.join(', ') }),
  ].filter((tag) => tag !== false);
  return h(
    'div',
    { class: 'facts' },
    h(
      'p',
      { class: isTrouble(paper) ? 'late' : '', 'data-paper': paper },
      words.charAt(0).toUpperCase() + words.slice(1),
    ),
    tags.length > 0 &&
      h(
        'p',
        { class: 'tags' },
        tags.map((tag) => h('span', { class: 'tag' }, tag)),
      ),
    ticket.note &&
      noteText !== null &&
      h(
        'p',
        { class: 'facts__note', id: 'note-text' },
        say('numbers.note.text', { note: noteText }),
      ),
  );
}

function languageOf({ site }: Scene, tag: string): string {
  return site.languages.find((language) => language.tag === tag)?.name ?? tag;
}

function noteField({ ticket, noteText, note, scene }: TicketModel, disabled: string): Element {
  const { say } = scene.words;
  // What is not known is not written over.
  const coming = ticket.note && noteText === null && note === null;
  return h(
    'div',
    { class: 'acts__note' },
    h('label', { class: 'label', for: 'note-field' }, say('door.note')),
    h('input', {
      id: 'note-field',
      class: 'field',
      type: 'text',
      maxlength: MAX_NOTE,
      autocomplete: 'off',
      value: note ?? noteText ?? '',
      readonly: coming,
      placeholder: coming ? say('numbers.note.coming') : null,
      'data-input': 'note-text',
      'aria-describedby': 'note-help',
    }),
    h('p', { class: 'help', id: 'note-help' }, say('door.noteHelp')),
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        'data-do': 'note',
        'aria-disabled': coming ? 'true' : disabled,
      },
      say('numbers.note.save'),
    ),
  );
}

function reasons(scene: Scene, what: string, disabled: string): Element {
  return what === 'ask-cancel'
    ? reasonButtons(scene, 'cancel', 'staff.cancel', CANCEL_REASONS, disabled)
    : reasonButtons(scene, 'park', 'staff.park', PARKING, disabled);
}

/** The reason is the press: one tap does it, and the undo line takes it back. */
function reasonButtons(
  scene: Scene,
  what: string,
  key: string,
  values: readonly string[],
  disabled: string,
): Element {
  const { say } = scene.words;
  return h(
    'div',
    { class: 'chips', role: 'group', 'aria-label': say(`door.why.${what}`) },
    h('p', { class: 'chips__lead' }, say(`door.why.${what}`)),
    values.map((value) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-do': what,
          'data-value': value,
          'aria-disabled': disabled,
        },
        say(`${key}.${value}`),
      ),
    ),
  );
}
