/** Draws the pad: who is here, then all the height that is left for the one next action, then small ones. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { speak } from '../desk/desk-view.js';
import { helpHere } from '../desk/help-view.js';
import { type Controls, recallKey } from '../desk/keys-view.js';
import { mainButton } from '../desk/main-button.js';
import { noticesView } from '../desk/notices-view.js';
import { panel } from '../desk/panel-view.js';
import { handling, person } from '../desk/person-view.js';
import { emptyDoorway } from '../desk/stage-view.js';
import { type Desk, type DeskState, owesOutcome } from '../shared/desk-state.js';
import { type Child, h, need, patch } from '../shared/dom.js';
import { chip, undoLine } from '../shared/staff-parts.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { running } from '../shared/staff-site.js';

type PadControls = Omit<Controls, 'mayBatch'>;

/** @param nameOf who somebody is; '' while that is not known */
export function drawPad(
  desk: Desk,
  state: DeskState,
  screen: StaffScreen,
  nameOf: (person: string) => string,
): void {
  const { scene, stage } = desk;
  const pending = screen.outbox.pending();
  const controls: PadControls = { desk, state, pending, real: performance.now() };
  document.body.dataset['stage'] = stage.kind;
  patch(need('#notices', HTMLElement), noticesView(desk, state, screen), helpState(desk, nameOf));
  patch(
    need('#stage', HTMLElement),
    'ticket' in stage ? here(desk, stage.ticket) : emptyDoorway(desk),
  );
  patch(need('#controls', HTMLElement), mainView(controls));
  patch(
    need('#undo-place', HTMLElement),
    undoLine(
      screen.commands.last,
      scene.now,
      scene.words.say,
      scene.link.kind !== 'live' || pending.length > 0,
    ),
  );
  patch(need('#small', HTMLElement), smallView(controls));
  patch(need('#pausing', HTMLElement), pausingView(controls));
  speak(desk);
}

/** Number, and minutes against the usual; those who were called together take turns. */
function here({ held, scene, stage, ...rest }: Desk, ticket: Ticket): Child[] {
  if (stage.kind !== 'called' && stage.kind !== 'serving') return [];
  const ms = scene.now - stage.since;
  return [
    held.length > 1 &&
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': scene.words.say('desk.turns') },
        held.map((one) => chip('turn', one.id, one.number, one.id === ticket.id)),
      ),
    person(stage.kind, { held, scene, stage, ...rest }, ticket),
    stage.kind === 'serving'
      ? handling(scene, ticket, ms)
      : h('p', { class: 'facts__time' }, h('b', { class: 'time' }, running(ms))),
  ];
}

function helpState(desk: Desk, nameOf: (person: string) => string): Child {
  const help = helpHere(desk);
  if (help === null) return null;
  const { say } = desk.scene.words;
  const name = help.takenBy === null ? '' : nameOf(help.takenBy);
  const text =
    help.takenBy === null
      ? say('desk.help.asked')
      : name === ''
        ? say('desk.help.somebody')
        : say('desk.help.coming', { name });
  return h('p', { class: 'callpad__help' }, text);
}

function mainView(controls: PadControls): Child {
  const { desk, state } = controls;
  const { scene, stage } = desk;
  if ('ticket' in stage) {
    if (state.panel === 'park') return panel(desk, state, stage.ticket);
    if (owesOutcome(desk)) return outcomeButtons(controls);
  }
  const waiting =
    stage.kind === 'free' ? scene.words.say('desk.waitingHere', { count: desk.ready }) : '';
  return mainButton(
    controls,
    'callpad__button',
    desk.ready > 0 && waiting !== '' ? h('span', { class: 'button__count' }, waiting) : null,
  );
}

/** Where an outcome is owed each is one touch that finishes and calls the next. */
function outcomeButtons({ desk, pending }: PadControls): Element {
  const { scene } = desk;
  const { say } = scene.words;
  const off = scene.link.kind !== 'live' || pending.length > 0;
  return h(
    'div',
    { class: 'callpad__outcomes', role: 'group', 'aria-label': say('desk.outcomeOwed') },
    scene.site.outcomes.map(({ id, name }) =>
      h(
        'button',
        {
          type: 'button',
          class: 'button callpad__outcome',
          id: `outcome-${id}`,
          'data-do': 'outcome',
          'data-value': id,
          'aria-disabled': off ? 'true' : 'false',
        },
        name,
      ),
    ),
  );
}

function smallView(controls: PadControls): Child {
  const { desk, state } = controls;
  const { stage } = desk;
  const { say } = desk.scene.words;
  if (state.panel !== null || stage.kind === 'connecting') return null;
  const help = helpHere(desk);
  const words =
    help === null ? 'desk.pad.help' : help.takenBy === null ? 'desk.help.not' : 'desk.help.end';
  return [
    'ticket' in stage && [
      stage.ticket.state === 'called' && [
        recallKey(controls, stage.ticket),
        small(controls, 'miss', say('desk.miss')),
      ],
      small(controls, 'ask-park', say('desk.park')),
    ],
    (stage.kind === 'free' || stage.kind === 'paused') &&
      small(controls, 'close', say('desk.close')),
    small(controls, 'help', say(words)),
  ];
}

/** Pausing is at the foot, away from the thumb. */
function pausingView({ desk, pending }: PadControls): Child {
  const { stage } = desk;
  const { say } = desk.scene.words;
  const [what, words] =
    'after' in stage
      ? stage.after
        ? ['open', 'desk.pauseNot']
        : ['pause-now', 'desk.pauseAfter']
      : ['pause-now', 'desk.pause'];
  if (!('after' in stage) && stage.kind !== 'free') return null;
  return h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'data-do': what,
      'aria-disabled': desk.scene.link.kind === 'live' && pending.length === 0 ? 'false' : 'true',
    },
    say(words),
  );
}

function small({ desk, pending }: PadControls, what: string, label: string): Element {
  const off = desk.scene.link.kind !== 'live' || pending.length > 0;
  return h(
    'button',
    {
      type: 'button',
      class: 'button callpad__key',
      'data-do': what,
      'data-value': desk.counter.id,
      'aria-disabled': off ? 'true' : 'false',
    },
    label,
  );
}
