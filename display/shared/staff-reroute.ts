/** Sending a number elsewhere: group or counter, reason, place; one page for door and desk. */
import { PLACES, type Place, REROUTE_REASONS } from '../../server/protocol/ticket.js';
import type { RerouteReason, Ticket } from '../../server/protocol/ticket.js';
import type { ApiRequest } from './api.js';
import { type Child, type Press, h } from './dom.js';
import { type About, ticketRequest } from './staff-commands.js';
import { chip, plate } from './staff-parts.js';
import { type Scene, counterOf, counterToday, groupFacts, groupOf } from './staff-site.js';

export interface RerouteChoice {
  group: string | null;
  counter: string | null;
  /** Counters are shown in place of groups. */
  byCounter: boolean;
  reason: RerouteReason;
  place: Place;
  /** The places are shown. */
  placing: boolean;
}

/** Nothing is preselected that a person must judge, but the commonest reason and the kept place. */
export function blankReroute(reason: RerouteReason = 'wrong-triage'): RerouteChoice {
  return {
    group: null,
    counter: null,
    byCounter: false,
    reason,
    place: 'keep',
    placing: false,
  };
}

/** What a press on the form chooses; `null` where the press is none of the form's. */
export function choose(choice: RerouteChoice, what: string, press: Press): RerouteChoice | null {
  const value = press['value'] ?? '';
  switch (what) {
    case 'to-group':
      return { ...choice, group: value, counter: null };
    case 'to-counter':
      return { ...choice, counter: value, group: null };
    case 'by-counter':
      return { ...choice, byCounter: !choice.byCounter, group: null, counter: null };
    case 'reroute-reason':
      return { ...choice, reason: REROUTE_REASONS.find((known) => known === value) ?? 'other' };
    case 'placing':
      return { ...choice, placing: !choice.placing };
    case 'place':
      return {
        ...choice,
        place: PLACES.find((known) => known === value) ?? 'keep',
        placing: false,
      };
    default:
      return null;
  }
}

function target(scene: Scene, choice: RerouteChoice): string | null {
  if (choice.group !== null) return groupOf(scene.site, choice.group)?.short ?? choice.group;
  const counter = counterOf(scene.site, choice.counter);
  return counter === undefined
    ? null
    : scene.words.say('staff.ticket.counter', { counter: counter.number });
}

export function rerouteBody(scene: Scene, ticket: Ticket, choice: RerouteChoice): Child[] {
  const { say } = scene.words;
  return [
    h('h2', { class: 'section' }, say('staff.reroute.title')),
    h(
      'div',
      { class: 'targets', role: 'group', 'aria-label': say('staff.reroute.title') },
      choice.byCounter
        ? counterTargets(scene, ticket, choice)
        : groupTargets(scene, ticket, choice),
      h(
        'button',
        { type: 'button', class: 'button', 'data-do': 'by-counter' },
        say(choice.byCounter ? 'staff.reroute.byGroup' : 'staff.reroute.byCounter'),
      ),
    ),
    h('h2', { class: 'label' }, say('staff.reroute.why')),
    h(
      'div',
      { class: 'chips', role: 'group', 'aria-label': say('staff.reroute.why') },
      REROUTE_REASONS.map((reason) =>
        chip(
          'reroute-reason',
          reason,
          say(`staff.rerouteReason.${reason}`),
          choice.reason === reason,
        ),
      ),
    ),
  ];
}

function groupTargets(scene: Scene, ticket: Ticket, choice: RerouteChoice): Child[] {
  return scene.site.groups
    .filter((group) => group.id !== ticket.group || ticket.to !== null)
    .map((group) =>
      h(
        'button',
        {
          type: 'button',
          class: 'target',
          id: `to-${group.id}`,
          'data-do': 'to-group',
          'data-value': group.id,
          'aria-pressed': choice.group === group.id ? 'true' : 'false',
        },
        plate(group),
        h(
          'span',
          { class: 'target__text' },
          h('b', {}, group.short),
          h(
            'span',
            {},
            scene.words.say('staff.reroute.waiting', { count: groupFacts(scene, group).waiting }),
          ),
        ),
      ),
    );
}

/** Open and paused counters; a closed one is refused by the store, so it is not offered. */
function counterTargets(scene: Scene, ticket: Ticket, choice: RerouteChoice): Child[] {
  return scene.site.counters
    .filter(
      (counter) =>
        counterToday(scene.board, counter.id).state !== 'closed' && counter.id !== ticket.to,
    )
    .map((counter) =>
      h(
        'button',
        {
          type: 'button',
          class: 'target',
          id: `to-counter-${counter.id}`,
          'data-do': 'to-counter',
          'data-value': counter.id,
          'aria-pressed': choice.counter === counter.id ? 'true' : 'false',
        },
        h(
          'span',
          { class: 'target__text' },
          h('b', {}, scene.words.say('staff.counter', { counter: counter.number })),
          h(
            'span',
            {},
            scene.words.say(`staff.counterState.${counterToday(scene.board, counter.id).state}`),
          ),
        ),
      ),
    );
}

export function rerouteFoot(
  scene: Scene,
  ticket: Ticket,
  choice: RerouteChoice,
  off: boolean,
): Child[] {
  const { say } = scene.words;
  const to = target(scene, choice);
  return [
    choice.placing
      ? h(
          'div',
          { class: 'chips', role: 'group', 'aria-label': say('staff.reroute.changePlace') },
          PLACES.map((place) =>
            chip('place', place, say(`staff.place.${place}`), choice.place === place),
          ),
        )
      : h(
          'div',
          { class: 'keeps' },
          h(
            'span',
            {},
            h('b', {}, placeSentence(scene, ticket, choice.place)),
            ' ',
            say('staff.reroute.paper'),
          ),
          h(
            'button',
            { type: 'button', class: 'quiet', 'data-do': 'placing' },
            say('staff.reroute.changePlace'),
          ),
        ),
    h(
      'button',
      {
        type: 'button',
        class: 'button button--main',
        id: 'main-button',
        'data-do': 'reroute',
        'aria-disabled': to === null || off ? 'true' : 'false',
      },
      to === null
        ? say('staff.reroute.chooseTarget')
        : say('staff.reroute.button', { number: ticket.number, target: to }),
    ),
  ];
}

function placeSentence(scene: Scene, ticket: Ticket, place: Place): string {
  return scene.words.say(`staff.placeSentence.${place}`, {
    time: scene.words.time(ticket.issuedAt),
  });
}

/** The command of a finished choice; `null` while no target is chosen. */
export function rerouteCommand(
  scene: Scene,
  ticket: Ticket,
  choice: RerouteChoice,
): { about: About; request: ApiRequest } | null {
  const to = target(scene, choice);
  if (to === null) return null;
  const { say } = scene.words;
  return {
    about: {
      wish: say('staff.reroute.button', { number: ticket.number, target: to }),
      sentence: say(`staff.done.reroute.${choice.place}`, {
        target: to,
        time: scene.words.time(ticket.issuedAt),
      }),
      number: ticket.number,
      subject: ticket.id,
    },
    request: ticketRequest(ticket, 'reroute', {
      ...(choice.group === null ? { counter: choice.counter } : { group: choice.group }),
      place: choice.place,
      reason: choice.reason,
    }),
  };
}
