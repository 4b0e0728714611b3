/** The side: who waits for this counter, whose place is kept, who missed the call, who was done last. */
import { type Served, meanService, servedOf } from '../../server/domain/service-times.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import {
  type Desk,
  doneAt,
  missedAt,
  parkedFor,
  parkedSince,
  usualMinutes,
  waitingFor,
} from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { number } from '../shared/staff-parts.js';
import { loadCells, loadLine, ticketPlace, waitedFor } from '../shared/staff-rows.js';
import { type Scene, groupsServed } from '../shared/staff-site.js';

/** Of those who are done the last ones are looked at again: was the outcome right, was it too short? */
const DONE_SHOWN = 3;

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
      ticket.reason === 'ready'
        ? h('b', {}, ticketPlace(scene, ticket))
        : ticketPlace(scene, ticket),
      h('span', { class: 'row__time' }, waitedFor(scene, parkedSince(scene, ticket))),
    ]),
    rows(desk, 'missed', say('staff.state.missed'), missedAt(scene, counter.id), (ticket) => [
      ticketPlace(scene, ticket),
      h('span', { class: 'row__time' }, time(ticket.endedAt ?? scene.now)),
    ]),
    doneRows(scene, doneAt(scene, counter.id)),
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
      head(id, title, say('desk.count', { count: tickets.length })),
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

function head(id: string, title: string, count: string): Element {
  return h(
    'h2',
    { class: 'section', id: `side-${id}` },
    title,
    ' ',
    h('span', { class: 'section__count' }, count),
  );
}

function doneRows(scene: Scene, done: readonly Ticket[]): Child {
  const { say } = scene.words;
  if (done.length === 0) return null;
  const mean = meanService(done.flatMap((ticket) => timeOf(scene, ticket) ?? []));
  const count = say('desk.people', { count: done.length });
  const minutes = mean === null ? null : Math.max(1, Math.round(mean / 60_000));
  return [
    head(
      'done',
      say('desk.doneToday'),
      minutes === null ? count : `${count} · ${say('desk.mean', { minutes })}`,
    ),
    h(
      'ul',
      { class: 'rows', 'aria-labelledby': 'side-done' },
      done.slice(0, DONE_SHOWN).map((ticket) => doneRow(scene, ticket)),
    ),
  ];
}

function timeOf({ site }: Scene, ticket: Ticket): Served | null {
  const { calendar, offset, rules } = site;
  const { walkingSeconds } = rules;
  return servedOf(ticket, usualMinutes(site, ticket), { walkingSeconds, calendar, offset });
}

/** A time that cannot be meant is shown all the same, with what follows from it. */
function doneRow(scene: Scene, ticket: Ticket): Element {
  const { say, time } = scene.words;
  const { ms, is } = timeOf(scene, ticket) ?? { ms: 0, is: 'short' };
  const took =
    ms < 60_000
      ? say('desk.tookSeconds', { seconds: Math.round(ms / 1_000) })
      : say('desk.took', { minutes: Math.round(ms / 60_000) });
  return h(
    'li',
    { class: 'row row--done', id: `done-${ticket.id}` },
    number(ticket.number),
    h(
      'span',
      { class: 'row__text' },
      ticketPlace(scene, ticket),
      is === 'plausible'
        ? h('span', { class: 'row__time' }, took)
        : h('span', { class: 'row__time late' }, '▲ ', took, ', ', say('desk.notCounted')),
    ),
    h('span', { class: 'row__time' }, time(ticket.endedAt ?? scene.now)),
  );
}
