/** The side: who waits for this counter, whose place is kept, who missed the call. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Child, h } from '../shared/dom.js';
import { number } from '../shared/staff-parts.js';
import { loadCells, loadLine, ticketPlace, waitedFor } from '../shared/staff-rows.js';
import { groupsServed } from '../shared/staff-site.js';
import { type Desk, missedAt, parkedFor, waitingFor } from '../shared/desk-state.js';

export function sideView(desk: Desk): Child[] {
  const { scene, counter } = desk;
  const { say, time } = scene.words;
  const addressed = waitingFor(scene, counter.id).filter((ticket) => ticket.to === counter.id);
  return [
    h('h2', { class: 'section' }, say('desk.waitingTitle')),
    scene.link.kind === 'stale' &&
      h('p', { class: 'as-of' }, say('staff.asOf', { time: time(scene.link.since) })),
    h(
      'ul',
      { class: 'loads' },
      groupsServed(scene, counter.id).map((group) =>
        h(
          'li',
          { class: 'load', id: `load-${group.id}` },
          loadCells(scene, group, loadLine(scene, group, false)),
        ),
      ),
    ),
    rows(desk, 'addressed', say('desk.addressed'), addressed, (ticket) => [
      ticketPlace(scene, { ...ticket, to: null }),
      h('span', { class: 'row__time' }, waitedFor(scene, ticket.readyAt - scene.board.putBack)),
    ]),
    rows(desk, 'parked', say('staff.state.parked'), parkedFor(scene, counter.id), (ticket) => [
      ticketPlace(scene, ticket),
      h('span', { class: 'row__time' }, waitedFor(scene, ticket.calledAt ?? ticket.issuedAt)),
    ]),
    rows(desk, 'missed', say('staff.state.missed'), missedAt(scene, counter.id), (ticket) => [
      ticketPlace(scene, ticket),
      h('span', { class: 'row__time' }, time(ticket.endedAt ?? scene.now)),
    ]),
  ];
}

function rows(
  desk: Desk,
  id: string,
  title: string,
  tickets: readonly Ticket[],
  text: (ticket: Ticket) => Child,
): Child {
  const { say } = desk.scene.words;
  const callable = desk.stage.kind === 'free' && desk.scene.link.kind === 'live';
  return (
    tickets.length > 0 && [
      h(
        'h2',
        { class: 'section', id: `side-${id}` },
        title,
        ' ',
        h('span', { class: 'section__count' }, say('desk.count', { count: tickets.length })),
      ),
      h(
        'ul',
        { class: 'rows', 'aria-labelledby': `side-${id}` },
        tickets.map((ticket) =>
          h(
            'li',
            { class: 'row', id: `${id}-${ticket.id}` },
            number(ticket.number),
            h('span', { class: 'row__text' }, text(ticket)),
            h(
              'button',
              {
                type: 'button',
                class: 'button',
                'data-do': 'call',
                'data-value': ticket.id,
                'aria-disabled': callable ? 'false' : 'true',
                'aria-label': say('desk.callOne', { number: ticket.number }),
              },
              say('desk.call'),
            ),
          ),
        ),
      ),
    ]
  );
}
