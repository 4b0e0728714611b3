/** Forms that ask the officer something in place of the outcomes: why, whereto, whom. */
import { PARK_REASONS, type Ticket } from '../../server/protocol/ticket.js';
import { h } from '../shared/dom.js';
import { chip, number } from '../shared/staff-parts.js';
import { rerouteBody } from '../shared/staff-reroute.js';
import { waitedFor } from '../shared/staff-rows.js';
import { groupOf } from '../shared/staff-site.js';
import { type Desk, type DeskState, waitingFor } from '../shared/desk-state.js';

/** Reasons at the desk; `later` is the citizen's own. */
export const DESK_PARK_REASONS = PARK_REASONS.filter((reason) => reason !== 'later');
/** Rows that an officer can look through; who is further down has not waited longest. */
const PICK = 30;

/** About the person who is here. */
export function panel(desk: Desk, state: DeskState, ticket: Ticket): Element {
  const { scene } = desk;
  const { say } = scene.words;
  return h(
    'div',
    { class: 'panel', id: 'panel' },
    h(
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
    ),
    state.panel === 'reroute'
      ? [
          h('h1', { class: 'panel__number' }, number(ticket.number, 'head')),
          rerouteBody(scene, ticket, state.reroute),
        ]
      : [
          h('h2', { class: 'section' }, say('desk.parkWhy', { number: ticket.number })),
          h(
            'div',
            {
              class: 'chips',
              role: 'group',
              'aria-label': say('desk.parkWhy', { number: ticket.number }),
            },
            DESK_PARK_REASONS.map((reason, at) =>
              chip(
                'park',
                reason,
                [h('kbd', {}, at + 1), ' ', say(`staff.park.${reason}`)],
                false,
                {
                  'data-key': String(at + 1),
                  'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
                },
              ),
            ),
          ),
        ],
  );
}

/** Everybody who waits for this counter, to call one out of turn. */
export function pick(desk: Desk): Element {
  const { scene, counter } = desk;
  const { say } = scene.words;
  const waiting = waitingFor(scene, counter.id);
  return h(
    'div',
    { class: 'panel panel--pick', id: 'panel' },
    h(
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
    ),
    h('h2', { class: 'section' }, say('desk.pick')),
    h(
      'ul',
      { class: 'rows' },
      waiting.slice(0, PICK).map((ticket) =>
        h(
          'li',
          { class: 'row', id: `pick-${ticket.id}` },
          number(ticket.number),
          h(
            'span',
            { class: 'row__text' },
            groupOf(scene.site, ticket.group)?.short,
            ticket.priority !== null && [' · ', say(`staff.priority.${ticket.priority}`)],
          ),
          h('span', { class: 'row__time' }, waitedFor(scene, ticket.readyAt - scene.board.putBack)),
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
        ),
      ),
    ),
  );
}
