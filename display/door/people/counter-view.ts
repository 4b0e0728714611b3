/** The page of a support counter on the volunteer's device. */
import { elapsedSince } from '../../../server/domain/line-time.js';
import { PARK_REASONS, type Ticket } from '../../../server/protocol/ticket.js';
import {
  type Desk,
  mainAction,
  mainLabel,
  missedAt,
  parkedFor,
  waitingFor,
} from '../../shared/desk-state.js';
import { type Child, h } from '../../shared/dom.js';
import { chip, doorway, number } from '../../shared/staff-parts.js';
import { ticketPlace, waitedFor } from '../../shared/staff-rows.js';
import { groupOf, running } from '../../shared/staff-site.js';

export interface CounterChoice {
  /** Ticket that it was chosen for. */
  about: string | null;
  outcome: string | null;
  /** The reasons to keep the place are shown. */
  parking: boolean;
}

export interface CounterModel {
  desk: Desk;
  choice: CounterChoice;
  /** Something that was pressed here is on its way. */
  busy: boolean;
}

/** `later` is the citizen's own reason. */
const PARKING = PARK_REASONS.filter((reason) => reason !== 'later');
/** Rows of those who wait: who is further down has not waited longest. */
const ROWS = 8;

export function counterBody(model: CounterModel): Child[] {
  const { desk } = model;
  return [
    h('div', { class: 'counter__stage' }, stage(model)),
    'ticket' in desk.stage ? choices(model, desk.stage.ticket) : lines(model),
  ];
}

export function counterFoot(model: CounterModel): Child[] {
  return [mainButton(model), h('div', { class: 'counter__keys' }, keys(model))];
}

function stage({ desk }: CounterModel): Child[] {
  const { scene, counter, today } = desk;
  const { say, time } = scene.words;
  const sign = (title: string, detail: string): Element =>
    doorway('shut', h('div', { class: 'sign' }, h('b', {}, title), h('span', {}, detail)));
  switch (desk.stage.kind) {
    case 'connecting':
      return [doorway('free', h('p', {}, say('shared.connecting')))];
    case 'closed':
      return [sign(say('desk.closed'), say('desk.closedDetail', { counter: counter.number }))];
    case 'paused': {
      const reason = say(`staff.pauseSign.${today.reason ?? 'other'}`);
      return [
        sign(say('desk.pausedSign'), say('desk.pausedDetail', { reason, time: time(today.since) })),
      ];
    }
    case 'free':
      return [
        doorway(
          'free',
          h('b', {}, say(desk.ready > 0 ? 'desk.free' : 'desk.nobody')),
          desk.ready > 0 && h('span', {}, say('desk.waitingHere', { count: desk.ready })),
        ),
      ];
    case 'called':
    case 'serving': {
      const { kind, ticket, since } = desk.stage;
      const procedure = scene.site.procedures.find((known) => known.id === ticket.procedure);
      const group = groupOf(scene.site, ticket.group);
      const usual = procedure?.minutes ?? group?.minutes ?? 0;
      return [
        doorway(
          kind,
          kind === 'called' && h('p', {}, say('desk.calling', { count: ticket.calls })),
          h('h1', { class: 'slip__number' }, number(ticket.number, 'hero')),
          h('p', {}, procedure?.name ?? group?.short ?? ''),
        ),
        h(
          'p',
          { class: 'counter__time' },
          h('b', {}, running(scene.now - since)),
          ' ',
          kind === 'serving' && usual > 0 && say('desk.usual', { minutes: usual }),
        ),
      ];
    }
  }
}

/** Outcomes while somebody is served; the reasons to keep a place when that was asked for. */
function choices({ desk, choice, busy }: CounterModel, ticket: Ticket): Child {
  const { scene, stage: standing } = desk;
  const { say } = scene.words;
  const off = busy || scene.link.kind !== 'live' ? 'true' : 'false';
  if (choice.parking) {
    const why = say('desk.parkWhy', { number: ticket.number });
    return h(
      'div',
      { class: 'counter__choices' },
      h('h2', { class: 'label' }, why),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': why },
        PARKING.map((reason) =>
          chip('counter-park', reason, say(`staff.park.${reason}`), false, {
            'aria-disabled': off,
          }),
        ),
      ),
    );
  }
  const judging =
    standing.kind === 'serving' || (scene.site.rules.needsOutcome && !scene.site.rules.needsStart);
  return (
    judging &&
    scene.site.outcomes.length > 0 &&
    h(
      'div',
      { class: 'counter__choices' },
      h('h2', { class: 'label' }, say('desk.outcome')),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': say('desk.outcome') },
        scene.site.outcomes.map(({ id, name }) =>
          chip('counter-outcome', id, name, choice.outcome === id),
        ),
      ),
    )
  );
}

/** Who waits here, whose place is kept, who missed the call: each can be called out of turn. */
function lines(model: CounterModel): Child[] {
  const { scene, counter } = model.desk;
  const { say, time } = scene.words;
  return [
    rows(model, 'waiting', say('desk.waitingTitle'), waitingFor(scene, counter.id), (ticket) =>
      waitedFor(scene, ticket.readyAt - scene.board.putBack),
    ),
    rows(model, 'parked', say('staff.state.parked'), parkedFor(scene, counter.id), (ticket) =>
      ticketPlace(scene, ticket),
    ),
    rows(model, 'missed', say('staff.state.missed'), missedAt(scene, counter.id), (ticket) =>
      time(ticket.endedAt ?? scene.now),
    ),
  ];
}

function rows(
  { desk, busy }: CounterModel,
  id: string,
  title: string,
  tickets: readonly Ticket[],
  text: (ticket: Ticket) => string,
): Child {
  const { say } = desk.scene.words;
  const callable = desk.stage.kind === 'free' && desk.scene.link.kind === 'live' && !busy;
  return (
    tickets.length > 0 && [
      h('h2', { class: 'list-head', id: `counter-${id}` }, title),
      h(
        'ul',
        { class: 'counter__rows', 'aria-labelledby': `counter-${id}` },
        tickets.slice(0, ROWS).map((ticket) =>
          h(
            'li',
            { class: 'counter__row', id: `${id}-${ticket.id}` },
            number(ticket.number),
            h('span', {}, text(ticket)),
            h(
              'button',
              {
                type: 'button',
                class: 'button',
                'data-do': 'counter-call',
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

function mainButton({ desk, choice, busy }: CounterModel): Element {
  const { scene } = desk;
  const { say } = scene.words;
  const action = mainAction(desk);
  const owed =
    (action === 'finish' || action === 'finish-next') &&
    scene.site.rules.needsOutcome &&
    scene.site.outcomes.length > 0 &&
    choice.outcome === null;
  const off = action === null || owed || busy || choice.parking || scene.link.kind !== 'live';
  return h(
    'button',
    {
      type: 'button',
      class: `button button--main${busy ? ' is-pressed' : ''}`,
      id: 'main-button',
      'data-do': `counter-${action ?? 'nothing'}`,
      'aria-disabled': off ? 'true' : 'false',
    },
    choice.parking
      ? say('desk.chooseReason')
      : owed
        ? say('desk.chooseOutcome')
        : mainLabel(desk, action),
  );
}

function keys({ desk, choice, busy }: CounterModel): Child[] {
  const { scene, stage: standing } = desk;
  const { say } = scene.words;
  const key = (what: string, label: string, off = false): Element =>
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        'data-do': `counter-${what}`,
        'aria-disabled': off || busy || scene.link.kind !== 'live' ? 'true' : 'false',
      },
      label,
    );
  switch (standing.kind) {
    case 'connecting':
    case 'closed':
      return [];
    case 'paused':
      return [key('close', say('desk.close'))];
    case 'free':
      return [key('pause', say('desk.pause')), key('close', say('desk.close'))];
    case 'called':
    case 'serving': {
      if (choice.parking) return [key('parking', say('desk.closePanel'))];
      const { ticket, after } = standing;
      const passed = elapsedSince(scene.board, scene.now, ticket.lastCallAt ?? 0);
      const seconds = scene.site.rules.recallGapSeconds - Math.floor(passed / 1000);
      return [
        ticket.state === 'called' &&
          key(
            'recall',
            seconds > 0 ? say('team.counter.recallIn', { seconds }) : say('desk.recall'),
            seconds > 0,
          ),
        ticket.state === 'called' && key('miss', say('desk.miss')),
        key('parking', say('desk.park')),
        !after && key('pause', say('desk.pause')),
      ];
    }
  }
}
