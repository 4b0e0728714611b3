/** Finding a number that somebody stands here with: by what is on the slip, by its code, or in a list. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Child, h } from '../shared/dom.js';
import { type Scene, newestFirst } from '../shared/staff-site.js';
import { wrongTriage } from './numbers/moves.js';
import { poolOf } from './numbers/pool-view.js';
import { notCome, ticketList } from './numbers/ticket-row.js';

const LATEST = 8;
const FOUND = 20;

export function findView(scene: Scene, query: string): Child[] {
  const { say } = scene.words;
  const all = newestFirst(scene.board);
  return [
    h(
      'div',
      { class: 'find' },
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
      h(
        'button',
        { type: 'button', class: 'button', id: 'to-scan', 'data-do': 'tab', 'data-value': 'scan' },
        say('numbers.scan.open'),
      ),
    ),
    query.trim() === '' ? lists(scene, all) : found(scene, all, query),
  ];
}

/** Those who need somebody first, then those who just passed the door. */
function lists(scene: Scene, all: readonly Ticket[]): Child[] {
  const { say } = scene.words;
  const parked = all.filter((ticket) => ticket.state === 'parked');
  const missed = all.filter((ticket) => ticket.state === 'missed');
  const late = all.filter((ticket) => notCome(scene, ticket));
  const elsewhere = new Set([...parked, ...missed, ...late]);
  const rest = all.filter((ticket) => !elsewhere.has(ticket));
  return [
    mistaken(scene),
    ticketList(scene, 'called', say('numbers.find.notCome'), late),
    ticketList(scene, 'missed', say('staff.state.missed'), missed),
    ticketList(scene, 'parked', say('staff.state.parked'), byReason(parked)),
    poolOf(scene).length > 0 &&
      h(
        'button',
        { type: 'button', class: 'button find__pool', 'data-do': 'tab', 'data-value': 'pool' },
        say('numbers.pool.open', { count: poolOf(scene).length }),
      ),
    ticketList(scene, 'latest', say('door.latest'), rest.slice(0, LATEST)),
    all.length === 0 && h('p', { class: 'empty' }, say('door.noneYet')),
  ];
}

function byReason(parked: readonly Ticket[]): Ticket[] {
  return [...parked].sort((one, other) => ((one.reason ?? '') < (other.reason ?? '') ? -1 : 1));
}

/** So that the team learns which group is taken for another. */
function mistaken(scene: Scene): Child {
  const wrong = wrongTriage(scene);
  return (
    wrong.length > 0 &&
    h(
      'p',
      { class: 'find__wrong', id: 'wrong-triage' },
      scene.words.say('numbers.find.wrong', {
        groups: wrong
          .map(({ from, to, count }) =>
            to === null ? `${from} ${count}` : `${from} → ${to} ${count}`,
          )
          .join('; '),
      }),
    )
  );
}

function found(scene: Scene, all: readonly Ticket[], query: string): Child[] {
  const { say } = scene.words;
  const matches = all.filter((ticket) => matchesNumber(ticket.number, query));
  return [
    matches.length > 0
      ? ticketList(scene, 'found', say('door.found'), matches.slice(0, FOUND))
      : h('p', { class: 'empty', role: 'status' }, say('door.notFound', { query: query.trim() })),
  ];
}

/** Whether what was typed (`a27`, `A 027`, `27`) can mean this number; leading zeros do not count. */
export function matchesNumber(number: string, query: string): boolean {
  const typed = /^([a-zđ]?)[\s.-]*0*(\d*)$/i.exec(query.trim());
  if (typed === null) return false;
  const [, letter = '', digits = ''] = typed;
  return (
    (letter === '' || number.charAt(0) === letter.toUpperCase()) &&
    number.slice(1).replace(/^0+/, '').startsWith(digits)
  );
}
