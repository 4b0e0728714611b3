/** The stage: the doorway with its state, who is here, what is asked of the officer. */
import { backAround } from '../../server/domain/back-at.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Desk, type DeskState, owesOutcome } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { chip, doorway } from '../shared/staff-parts.js';
import { batchView } from './batch-view.js';
import { outcomesView } from './outcome-view.js';
import { panel } from './panel-view.js';
import { facts, person } from './person-view.js';
import { pick } from './pick-view.js';

/** @param nameOf who somebody is; '' while that is not known */
export function stageView(
  desk: Desk,
  state: DeskState,
  nameOf: (person: string) => string,
): Child[] {
  const { stage } = desk;
  switch (stage.kind) {
    case 'connecting':
    case 'closed':
    case 'paused':
      return [emptyDoorway(desk)];
    case 'free':
      if (state.panel === 'pick') return [pick(desk, state)];
      if (state.panel === 'batch') return batchView(desk, state);
      return [emptyDoorway(desk)];
    case 'called':
    case 'serving': {
      const { ticket } = stage;
      // The form of a re-route needs the whole stage; the number stands at its head.
      if (state.panel === 'reroute') return [panel(desk, state, ticket)];
      const judging = stage.kind === 'serving' || owesOutcome(desk);
      const several = desk.held.length > 1;
      // What the door wrote stands beside the number: below it would go under on a low screen.
      const wide = !judging && state.panel === null && !several && !ticket.note;
      const shape = wide ? 'wide' : several ? 'beside stage__person--tight' : 'beside';
      return [
        turns(desk, ticket),
        h(
          'div',
          { class: `stage__person stage__person--${shape}` },
          person(stage.kind, desk, ticket),
          facts(desk, state, ticket, nameOf),
        ),
        state.panel !== null && panel(desk, state, ticket),
        judging &&
          (state.panel === null || (state.panel === 'next' && owesOutcome(desk))) &&
          outcomesView(desk, state),
      ];
    }
  }
}

/** Nobody is here: the doorway says why. */
export function emptyDoorway(desk: Desk): Element {
  const { scene, stage, counter, today } = desk;
  const { say, time } = scene.words;
  const back = backAround(today.backAt, scene.now);
  switch (stage.kind) {
    case 'closed':
      return doorway(
        'shut',
        sign(say('desk.closed'), say('desk.closedDetail', { counter: counter.number })),
      );
    case 'paused':
      return doorway(
        'shut',
        sign(
          say('desk.pausedSign'),
          say(back === null ? 'desk.pausedDetail' : 'desk.pausedBackDetail', {
            reason: say(`staff.pauseSign.${today.reason ?? 'other'}`),
            time: time(today.since),
            back: back === null ? '' : time(back),
          }),
        ),
      );
    case 'free':
      return doorway('free', free(desk));
    default:
      return doorway('free', h('p', { class: 'free' }, h('b', {}, say('shared.connecting'))));
  }
}

function sign(title: string, detail: string): Element {
  return h('div', { class: 'sign' }, h('b', {}, title), h('span', {}, detail));
}

function free(desk: Desk): Element {
  const { say } = desk.scene.words;
  return h(
    'p',
    { class: 'free' },
    h('b', {}, say(desk.ready > 0 ? 'desk.free' : 'desk.nobody')),
    h(
      'span',
      {},
      desk.ready > 0 ? say('desk.waitingHere', { count: desk.ready }) : say('desk.nobodyDetail'),
    ),
  );
}

/** Those who were called together come in any order: whoever stands here is chosen. */
function turns({ held, scene }: Desk, here: Ticket): Child {
  const { say } = scene.words;
  return (
    held.length > 1 &&
    h(
      'div',
      { class: 'chips turns', role: 'group', 'aria-label': say('desk.turns') },
      h('span', { class: 'label' }, say('desk.turns')),
      held.map((ticket, at) => {
        // The arrow key goes to the one after the one who is here.
        const after = held[(at + held.length - 1) % held.length]?.id === here.id;
        return chip('turn', ticket.id, ticket.number, ticket.id === here.id, {
          ...(after ? { 'data-key': 'ArrowRight', 'aria-keyshortcuts': 'ArrowRight' } : {}),
        });
      }),
    )
  );
}
