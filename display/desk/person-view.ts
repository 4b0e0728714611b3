/** Who is at the counter, and what is known of them: minutes, class, company, note, further stops. */
import { plausibleService } from '../../server/domain/service-times.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Desk, type DeskState, usualMinutes } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { doorway, number } from '../shared/staff-parts.js';
import { type Scene, groupOf, running } from '../shared/staff-site.js';

export function person(tone: 'called' | 'serving', { scene }: Desk, ticket: Ticket): Element {
  const procedure = scene.site.procedures.find((known) => known.id === ticket.procedure);
  return doorway(
    tone,
    tone === 'called' &&
      h('p', { class: 'person__call' }, scene.words.say('desk.calling', { count: ticket.calls })),
    h('h1', { class: 'person__number' }, number(ticket.number, 'hero')),
    h(
      'p',
      { class: 'person__what' },
      procedure?.name ?? groupOf(scene.site, ticket.group)?.short ?? '',
    ),
  );
}

/** @param nameOf who somebody is; '' while that is not known */
export function facts(
  desk: Desk,
  state: DeskState,
  ticket: Ticket,
  nameOf: (person: string) => string,
): Element {
  const { scene, stage } = desk;
  const ms = 'since' in stage ? scene.now - stage.since : 0;
  return h(
    'div',
    { class: 'facts' },
    stage.kind === 'called'
      ? h('p', { class: 'facts__time' }, h('b', { class: 'time' }, running(ms)))
      : handling(scene, ticket, ms),
    stage.kind === 'called' && escort(scene, ticket, nameOf),
    tags(scene, ticket),
    note(scene, state, ticket),
  );
}

/** Minutes at the counter against the usual ones; the post stands at three quarters of the bar. */
export function handling(scene: Scene, ticket: Ticket, ms: number): Child[] {
  const usual = usualMinutes(scene.site, ticket);
  const share = usual === 0 ? 0 : Math.min(1, ms / (usual * 60_000 * (4 / 3)));
  return [
    h(
      'p',
      { class: 'facts__time' },
      h('b', { class: 'time' }, running(ms)),
      ' ',
      usual > 0 && h('span', {}, scene.words.say('desk.usual', { minutes: usual })),
    ),
    usual > 0 &&
      h(
        'svg',
        {
          class: 'gauge',
          viewBox: '0 0 400 18',
          preserveAspectRatio: 'none',
          'aria-hidden': 'true',
        },
        h('rect', { class: 'gauge__track', x: 0, y: 4, width: 400, height: 10 }),
        h('rect', {
          class: share > 0.75 ? 'gauge__fill gauge__fill--past' : 'gauge__fill',
          x: 0,
          y: 4,
          width: Math.round(share * 400),
          height: 10,
        }),
        h('rect', { class: 'gauge__post', x: 298, y: 0, width: 4, height: 18 }),
      ),
    plausibleService(ms, usual) === 'long' &&
      h('p', { class: 'late facts__late' }, '▲ ', scene.words.say('desk.timeLong')),
  ];
}

/** Whether somebody is fetching who was called. */
function escort(scene: Scene, ticket: Ticket, nameOf: (person: string) => string): Child {
  const going = scene.board.team.escorts[ticket.id];
  if (going?.calledAt !== ticket.calledAt) return null;
  const name = nameOf(going.by);
  const { say } = scene.words;
  return h(
    'p',
    { class: 'facts__escort' },
    name === '' ? say('desk.escortSomebody') : say('desk.escortBy', { name }),
  );
}

/** Priority, company, language, further stops: for staff only. */
function tags(scene: Scene, ticket: Ticket): Child {
  const { say } = scene.words;
  const words = [
    ticket.priority !== null && say(`staff.priority.${ticket.priority}`),
    ticket.remote && say('staff.remote'),
    ticket.escort && say('staff.escort'),
    ticket.language !== null && say('desk.language', { language: ticket.language }),
    ticket.stops.length > 0 &&
      say('desk.stops', {
        groups: ticket.stops.map((stop) => groupOf(scene.site, stop)?.short ?? stop).join(', '),
      }),
  ].filter((word) => word !== false);
  return (
    words.length > 0 &&
    h(
      'ul',
      { class: 'tags' },
      words.map((word) => h('li', { class: 'tag' }, word)),
    )
  );
}

function note(scene: Scene, state: DeskState, ticket: Ticket): Child {
  // An older text stays until the newer one is here.
  const text = ticket.note ? (state.notes.get(ticket.id)?.text ?? '') : '';
  return (
    text !== '' &&
    h('div', { class: 'note' }, h('span', {}, scene.words.say('desk.note')), h('p', {}, text))
  );
}
