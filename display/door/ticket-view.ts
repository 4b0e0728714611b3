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
import type { DoorState } from './door-state.js';

/** Reasons that a volunteer may give; `later` is the citizen's own. */
const PARKING = PARK_REASONS.filter((reason) => reason !== 'later');

/** Number and standing at the head of the pages about one ticket. */
export function ticketHead(scene: Scene, ticket: Ticket, ahead: number | null): Element {
  const { say, time } = scene.words;
  const group = groupOf(scene.site, ticket.group);
  const state = say(`staff.state.${ticket.state}`);
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
      ahead !== null && h('span', {}, say('door.ahead', { count: ahead })),
    ),
  );
}

/** What a state allows at the door (design §4); the first is what people mostly come for. */
function actionsOf(ticket: Ticket): readonly string[] {
  switch (ticket.state) {
    case 'waiting':
      return ['to-reroute', 'ask-park', 'ask-cancel'];
    case 'called':
      return ['to-reroute', 'ask-cancel'];
    case 'serving':
      return ['to-reroute'];
    case 'parked':
      return ['resume', 'to-reroute', 'ask-cancel'];
    case 'missed':
      return ['return', 'to-reroute', 'ask-cancel'];
    case 'cancelled':
    case 'done':
      return [];
  }
}

export function ticketView(
  scene: Scene,
  ticket: Ticket,
  ahead: number | null,
  asking: DoorState['asking'],
  off: boolean,
): Child[] {
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
    h(
      'div',
      { class: 'acts' },
      first !== undefined && action(first, 'button button--main'),
      others.map((what) => [
        action(what, what === 'ask-cancel' ? 'button button--stop' : 'button button--large'),
        what === `ask-${asking}` && reasons(scene, what, disabled),
      ]),
      scene.site.printers.length > 0 && action('reprint', 'button button--large'),
      ticket.state === 'cancelled' && [
        h('h2', { class: 'label' }, say('door.reopen')),
        reasonButtons(scene, 'reopen', 'staff.reopen', REOPEN_REASONS, disabled),
      ],
    ),
  ];
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
