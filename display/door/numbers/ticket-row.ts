/** A number in the door's lists: how it stands, where, and what became of its paper. */
import type { Ticket } from '../../../server/protocol/ticket.js';
import { type Child, h } from '../../shared/dom.js';
import { number } from '../../shared/staff-parts.js';
import { ticketPlace, waitedFor } from '../../shared/staff-rows.js';
import { type Scene, groupOf, running } from '../../shared/staff-site.js';
import { isTrouble, paperLine, paperOf } from './paper.js';

/** Called for longer than a person needs to walk, and nobody said that they came. */
export function notCome({ now, site }: Scene, { state, lastCallAt }: Ticket): boolean {
  return state === 'called' && now - (lastCallAt ?? now) > site.rules.walkingSeconds * 1_000;
}

export function ticketList(
  scene: Scene,
  id: string,
  title: string,
  tickets: readonly Ticket[],
): Child {
  return (
    tickets.length > 0 && [
      h('h2', { class: 'list-head', id: `list-${id}` }, title),
      h(
        'ul',
        { class: 'tickets', 'aria-labelledby': `list-${id}` },
        tickets.map((ticket) =>
          h(
            'li',
            { id: `${id}-${ticket.id}` },
            h(
              'button',
              { type: 'button', class: 'ticket', 'data-do': 'ticket', 'data-value': ticket.id },
              ticketCells(scene, ticket),
            ),
          ),
        ),
      ),
    ]
  );
}

export function ticketCells(scene: Scene, ticket: Ticket): Child[] {
  const paper = paperOf(scene, ticket);
  const here = ticket.state === 'waiting' || ticket.state === 'called';
  return [
    number(ticket.number),
    h(
      'span',
      { class: 'ticket__state' },
      h('b', {}, scene.words.say(`staff.state.${ticket.state}`)),
      h('span', {}, whereabouts(scene, ticket)),
      (here || (ticket.state !== 'done' && isTrouble(paper))) &&
        h(
          'span',
          { class: isTrouble(paper) ? 'late' : '', 'data-paper': paper },
          paperLine(scene, ticket),
        ),
    ),
    h('span', { class: 'ticket__time' }, time(scene, ticket)),
  ];
}

function whereabouts(scene: Scene, ticket: Ticket): string {
  return [ticketPlace(scene, ticket), movedFrom(scene, ticket)].filter(Boolean).join(', ');
}

/** The group from which somebody sent it where it waits now; '' where nobody did. */
export function movedFrom(scene: Scene, ticket: Ticket): string {
  const moves = scene.board.moves[ticket.id] ?? [];
  const from = moves[moves.length - 1]?.from;
  if (ticket.state !== 'waiting' || from === undefined || from === ticket.group) return '';
  const group = groupOf(scene.site, from)?.short ?? from;
  return scene.words.say('numbers.find.movedFrom', { group });
}

function time(scene: Scene, ticket: Ticket): string {
  const { now, board, words } = scene;
  switch (ticket.state) {
    case 'waiting':
      return waitedFor(scene, ticket.issuedAt);
    case 'called':
      return running(now - (ticket.calledAt ?? now));
    case 'serving':
      return running(now - (ticket.startedAt ?? now));
    case 'parked':
      return waitedFor(scene, board.parkedAt[ticket.id] ?? ticket.issuedAt);
    case 'missed':
    case 'done':
    case 'cancelled':
      return words.time(ticket.endedAt ?? ticket.issuedAt);
  }
}
