/** Rows of the staff's lists: a group with its load, and a ticket with its state. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Child, h } from './dom.js';
import { plate } from './staff-parts.js';
import {
  type Scene,
  type StaffGroup,
  counterOf,
  groupFacts,
  groupOf,
  minutesBetween,
} from './staff-site.js';

/** Counts and waits of a group as one line under its name. */
export function loadLine(scene: Scene, group: StaffGroup, withCounters: boolean): Element {
  const { say } = scene.words;
  const facts = groupFacts(scene, group);
  const wait =
    facts.longest === null
      ? h('span', {}, say('staff.load.nobody'))
      : facts.late
        ? h(
            'span',
            { class: 'late' },
            h('span', { class: 'late__sign', 'aria-hidden': 'true' }, '▲'),
            ' ',
            say('staff.load.late', { minutes: facts.longest, target: group.target }),
          )
        : h('span', {}, say('staff.load.longest', { minutes: facts.longest }));
  const counters =
    facts.counters.length > 0
      ? h('span', {}, say('staff.load.counters', { counters: facts.counters.join(', ') }))
      : h('span', { class: 'uncovered' }, say('staff.load.uncovered'));
  if (facts.waiting === 0 && facts.counters.length === 0) {
    return h('span', { class: 'load__line' }, counters);
  }
  return h(
    'span',
    { class: 'load__line' },
    wait,
    withCounters &&
      h('span', { class: facts.counters.length > 0 ? 'load__counters' : null }, ' · ', counters),
  );
}

/**
 * Plate, name with its line, and the waiting count as the largest thing.
 * @param icon what stands before the name
 */
export function loadCells(
  scene: Scene,
  group: StaffGroup,
  line: Child,
  icon: Child = null,
): Child[] {
  return [
    plate(group),
    h(
      'span',
      { class: 'load__group' },
      h('span', { class: 'load__name' }, icon, group.short),
      line,
    ),
    h(
      'span',
      { class: 'load__waiting' },
      h('b', {}, groupFacts(scene, group).waiting),
      ' ',
      h('span', {}, scene.words.say('staff.load.waiting')),
    ),
  ];
}

/** The second line of a ticket's row. */
export function ticketPlace(scene: Scene, ticket: Ticket): string {
  const { site } = scene;
  const { say } = scene.words;
  const group = groupOf(site, ticket.group)?.short ?? ticket.group;
  const counter = counterOf(site, ticket.to ?? ticket.counter)?.number;
  const at = counter === undefined ? '' : say('staff.ticket.counter', { counter });
  switch (ticket.state) {
    case 'waiting':
      return at === '' ? group : `${group}, ${at}`;
    case 'called':
    case 'serving':
      return at;
    case 'parked':
      return ticket.reason === null ? group : say(`staff.park.${ticket.reason}`);
    case 'missed':
      return say('staff.ticket.calls', { count: ticket.calls });
    case 'done':
      return site.outcomes.find((outcome) => outcome.id === ticket.outcome)?.name ?? at;
    case 'cancelled':
      return ticket.reason === null ? group : say(`staff.cancel.${ticket.reason}`);
  }
}

export function waitedFor(scene: Scene, since: number): string {
  return scene.words.say('staff.ticket.minutes', { minutes: minutesBetween(since, scene.now) });
}
