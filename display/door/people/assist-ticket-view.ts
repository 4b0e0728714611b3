/** For whom the next assist is counted. */
import type { Ticket } from '../../../server/protocol/ticket.js';
import { type Child, h } from '../../shared/dom.js';
import { chip } from '../../shared/staff-parts.js';
import { type Scene, newestFirst } from '../../shared/staff-site.js';
import { matchesNumber } from '../find-view.js';

/** Numbers offered at once. */
const OFFERED = 4;

export interface AssistChoice {
  /** The place where a number is picked is open. */
  picking: boolean;
  typed: string;
  /** Id of the ticket that the next assist is counted for. */
  ticket: string | null;
}

/** Which number the next assist is counted for, if any, and the place to pick one. */
export function assistTicketView(scene: Scene, choice: AssistChoice): Element {
  const { say } = scene.words;
  const chosen = choice.ticket === null ? undefined : scene.board.tickets[choice.ticket];
  if (chosen !== undefined) {
    return h(
      'div',
      { class: 'assist-for' },
      chip(
        'assist-ticket',
        chosen.id,
        say('team.assists.forNumber', { number: chosen.number }),
        true,
      ),
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'assist-ticket', 'data-value': chosen.id },
        say('team.assists.dropNumber'),
      ),
    );
  }
  return h(
    'div',
    { class: 'assist-for' },
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        id: 'assist-picking',
        'data-do': 'assist-picking',
        'aria-expanded': choice.picking ? 'true' : 'false',
      },
      say('team.assists.forTicket'),
    ),
    choice.picking && picking(scene, choice.typed),
  );
}

function picking(scene: Scene, typed: string): Child[] {
  const { say } = scene.words;
  const all = newestFirst(scene.board);
  const found: readonly Ticket[] =
    typed.trim() === '' ? all : all.filter(({ number }) => matchesNumber(number, typed));
  return [
    h('label', { class: 'unseen', for: 'assist-number' }, say('team.assists.pickLabel')),
    h('input', {
      id: 'assist-number',
      class: 'field',
      type: 'search',
      autocapitalize: 'characters',
      autocomplete: 'off',
      placeholder: say('team.assists.pickPlaceholder'),
      value: typed,
      'data-input': 'assist-number',
    }),
    h(
      'div',
      { class: 'chips', role: 'group', 'aria-label': say('team.assists.pickLabel') },
      found.length === 0
        ? h('p', { class: 'chips__lead', role: 'status' }, say('team.assists.notFound'))
        : found.slice(0, OFFERED).map(({ id, number }) => chip('assist-ticket', id, number, false)),
    ),
  ];
}
