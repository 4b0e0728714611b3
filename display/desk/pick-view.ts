/** Calling one out of turn: the head of the line, or whoever's number is typed. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Desk, type DeskState, waitingFor } from '../shared/desk-state.js';
import { h } from '../shared/dom.js';
import { number } from '../shared/staff-parts.js';
import { ticketPlace, waitedFor } from '../shared/staff-rows.js';
import { groupOf } from '../shared/staff-site.js';
import { closeButton } from './panel-view.js';

/** Rows that an officer can look through; who is further down has not waited longest. */
const PICK = 30;
/** What can be called at all (store: `call`). */
const CALLABLE: ReadonlySet<Ticket['state']> = new Set(['waiting', 'parked', 'missed']);

export function pick(desk: Desk, state: DeskState): Element {
  const { scene } = desk;
  const { say } = scene.words;
  const found = candidates(desk, state.query);
  return h(
    'div',
    { class: 'panel panel--pick', id: 'panel' },
    closeButton(scene.words),
    h('h2', { class: 'section' }, say('desk.pick')),
    h('label', { class: 'label', for: 'pick-query' }, say('desk.pickQuery')),
    h('input', {
      id: 'pick-query',
      class: 'field',
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'characters',
      maxlength: 6,
      value: state.query,
      'data-input': 'query',
      'data-focus': 'once',
      'data-enter': '#panel [data-do="call"]',
    }),
    found.length === 0 && h('p', { class: 'empty', role: 'status' }, say('desk.pickNone')),
    h(
      'ul',
      { class: 'rows' },
      found.slice(0, PICK).map((ticket) => row(desk, ticket)),
    ),
    found.length > PICK &&
      h('p', { class: 'row__time' }, say('desk.pickMore', { count: found.length - PICK })),
  );
}

/** Without a number those who wait here; with one everybody in the hall whom it fits and who can be called. */
function candidates({ scene, counter }: Desk, query: string): Ticket[] {
  const waiting = waitingFor(scene, counter.id);
  const typed = query.replace(/[^a-z0-9]/gi, '').toUpperCase();
  if (typed === '') return waiting;
  const [, letter = '', digits = ''] = /^([A-Z]*)(\d*)$/.exec(typed) ?? [];
  const fits = ({ number: own, state }: Ticket): boolean =>
    CALLABLE.has(state) &&
    own.startsWith(letter) &&
    (digits === '' || Number(own.slice(1)) === Number(digits) || own.slice(1).startsWith(digits));
  const exact = ({ number: own }: Ticket): number =>
    Number(Number(own.slice(1)) !== Number(digits));
  const here = waiting.filter(fits);
  const known = new Set(here.map(({ id }) => id));
  const others = Object.values(scene.board.tickets).filter(
    (one) => fits(one) && !known.has(one.id),
  );
  return [...here, ...others].sort((one, other) => exact(one) - exact(other));
}

function row({ scene }: Desk, ticket: Ticket): Element {
  const { say } = scene.words;
  const elsewhere = ticket.state !== 'waiting';
  return h(
    'li',
    { class: 'row', id: `pick-${ticket.id}` },
    number(ticket.number),
    h(
      'span',
      { class: 'row__text' },
      elsewhere
        ? [say(`staff.state.${ticket.state}`), ' · ', ticketPlace(scene, ticket)]
        : groupOf(scene.site, ticket.group)?.short,
      ticket.priority !== null && [' · ', say(`staff.priority.${ticket.priority}`)],
    ),
    h(
      'span',
      { class: 'row__time' },
      waitedFor(scene, elsewhere ? ticket.issuedAt : ticket.readyAt - scene.board.putBack),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        'data-do': 'call',
        'data-value': ticket.id,
        'aria-label': say('desk.callOne', { number: ticket.number }),
        'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
      },
      say('desk.call'),
    ),
  );
}
