/** Finding a number that somebody stands here with: by what is on the slip, or among the latest. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Child, h } from '../shared/dom.js';
import { ticketCells } from '../shared/staff-rows.js';
import { type Scene, newestFirst } from '../shared/staff-site.js';

const LATEST = 8;
const FOUND = 20;

export function findView(scene: Scene, query: string): Child[] {
  const { say } = scene.words;
  const all = newestFirst(scene.board);
  return [
    h('label', { class: 'unseen', for: 'find-number' }, say('door.findLabel')),
    h('input', {
      id: 'find-number',
      class: 'field',
      type: 'search',
      inputmode: 'text',
      autocapitalize: 'characters',
      autocomplete: 'off',
      placeholder: say('door.findPlaceholder'),
      value: query,
      'data-input': 'query',
    }),
    query.trim() === '' ? latest(scene, all) : found(scene, all, query),
  ];
}

function latest(scene: Scene, all: readonly Ticket[]): Child[] {
  const { say } = scene.words;
  const missed = all.filter((ticket) => ticket.state === 'missed');
  const parked = all.filter((ticket) => ticket.state === 'parked');
  const rest = all.filter((ticket) => ticket.state !== 'missed' && ticket.state !== 'parked');
  return [
    section(scene, 'latest', say('door.latest'), rest.slice(0, LATEST)),
    missed.length > 0 && section(scene, 'missed', say('staff.state.missed'), missed),
    parked.length > 0 && section(scene, 'parked', say('staff.state.parked'), parked),
    all.length === 0 && h('p', { class: 'empty' }, say('door.noneYet')),
  ];
}

function found(scene: Scene, all: readonly Ticket[], query: string): Child[] {
  const { say } = scene.words;
  const matches = all.filter((ticket) => matchesNumber(ticket.number, query));
  return [
    matches.length > 0
      ? section(scene, 'found', say('door.found'), matches.slice(0, FOUND))
      : h('p', { class: 'empty', role: 'status' }, say('door.notFound', { query: query.trim() })),
  ];
}

function section(scene: Scene, id: string, title: string, tickets: readonly Ticket[]): Child {
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

/** Whether what was typed (`a27`, `A 027`, `27`) can mean this number; leading zeros do not count. */
function matchesNumber(number: string, query: string): boolean {
  const typed = /^([a-zđ]?)[\s.-]*0*(\d*)$/i.exec(query.trim());
  if (typed === null) return false;
  const [, letter = '', digits = ''] = typed;
  return (
    (letter === '' || number.charAt(0) === letter.toUpperCase()) &&
    number.slice(1).replace(/^0+/, '').startsWith(digits)
  );
}
