/** Main button, the row of keys and what stands around them, always at the bottom of the stage. */
import { elapsedSince } from '../../server/domain/line-time.js';
import { PAUSE_REASONS } from '../../server/protocol/counter.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Child, h } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';
import { chip } from '../shared/staff-parts.js';
import { rerouteFoot } from '../shared/staff-reroute.js';
import { type Desk, type DeskState, type MainAction, mainAction } from '../shared/desk-state.js';

/** The kinds of presses that the main button gives. */
export const MAIN = 'main';
/** A press is answered within 400 ms or the button says that it is being sent (look-staff §4). */
const SLOW_MS = 400;

export interface Controls {
  desk: Desk;
  state: DeskState;
  pending: readonly Pending[];
  /** `performance.now()`, ms. */
  real: number;
}

export function controlsView(controls: Controls): Child[] {
  const { desk, state } = controls;
  const { stage, scene } = desk;
  if ('ticket' in stage && state.panel === 'reroute') {
    const off = scene.link.kind !== 'live' || controls.pending.length > 0;
    return [
      h('div', { class: 'controls__main' }, rerouteFoot(scene, stage.ticket, state.reroute, off)),
    ];
  }
  return [
    stage.kind === 'paused' && pauseReasons(desk),
    h(
      'div',
      { class: 'controls__row' },
      mainButton(controls),
      'ticket' in stage &&
        state.panel === null &&
        mainAction(desk) === 'finish-next' &&
        key(controls, 'finish', 'x', 'desk.finishRest', 'button button--beside only-wide'),
    ),
    h('div', { class: 'keys' }, keys(controls)),
  ];
}

function mainButton(controls: Controls): Element {
  const { desk, state } = controls;
  const { scene, counter } = desk;
  const { say } = scene.words;
  const action = mainAction(desk);
  const [sent] = controls.pending;
  const kept = sent !== undefined && sent.failed > 0;
  const outcomeMissing =
    (action === 'finish' || action === 'finish-next') &&
    scene.site.rules.needsOutcome &&
    scene.site.outcomes.length > 0 &&
    state.outcome === null;
  const asking = state.panel === 'park';
  const off = action === null || kept || outcomeMissing || asking || scene.link.kind !== 'live';
  const slow = sent !== undefined && !kept && controls.real - sent.pressed > SLOW_MS;
  const label = (): Child => {
    if (kept) {
      const { nextTry } = sent;
      return nextTry === null
        ? say('staff.sending')
        : say('desk.retrying', {
            seconds: Math.max(0, Math.ceil((nextTry - controls.real) / 1000)),
          });
    }
    if (slow) return say('staff.sending');
    if (asking) return say('desk.chooseReason');
    if (outcomeMissing) return say('desk.chooseOutcome');
    return mainLabel(action, desk);
  };
  return h(
    'button',
    {
      type: 'button',
      class: `button button--main button--stage${sent !== undefined && !kept ? ' is-pressed' : ''}`,
      id: 'main-button',
      'data-do': action ?? 'nothing',
      'data-value': counter.id,
      'aria-disabled': off ? 'true' : 'false',
      'aria-keyshortcuts': 'Space',
    },
    h('span', {}, label()),
    !off &&
      action === 'finish-next' && [
        ' ',
        h('span', { class: 'button__count' }, say('desk.waiting', { waiting: desk.ready })),
      ],
    !off && [' ', h('kbd', { class: 'kbd--main' }, say('desk.space'))],
  );
}

function mainLabel(action: MainAction | null, desk: Desk): string {
  const { say } = desk.scene.words;
  const counter = desk.counter.number;
  switch (action) {
    case null:
      return say(desk.stage.kind === 'connecting' ? 'shared.connecting' : 'desk.nobodyToCall');
    case 'open':
      return say(desk.stage.kind === 'paused' ? 'desk.reopen' : 'desk.open', { counter });
    case 'call-next':
      return say('desk.callNext');
    case 'start':
      return say('desk.start');
    case 'finish-next':
      return say('desk.finishNext');
    case 'finish':
      return say('desk.finish');
  }
}

function pauseReasons(desk: Desk): Element {
  const { say } = desk.scene.words;
  return h(
    'div',
    { class: 'pausing', role: 'group', 'aria-label': say('desk.reason') },
    h('span', { class: 'label' }, say('desk.reason')),
    PAUSE_REASONS.map((reason) =>
      chip('pause', reason, say(`staff.pause.${reason}`), desk.today.reason === reason, {
        'aria-disabled': desk.scene.link.kind === 'live' ? 'false' : 'true',
      }),
    ),
  );
}

function keys(controls: Controls): Child[] {
  const { desk, state } = controls;
  const { stage } = desk;
  if (state.panel !== null && stage.kind !== 'free') return [];
  switch (stage.kind) {
    case 'connecting':
    case 'closed':
      return [];
    case 'paused':
      return [key(controls, 'close', 'd', 'desk.close')];
    case 'free':
      return [
        desk.ready > 0 && state.panel === null && key(controls, 'pick', 's', 'desk.pickKey'),
        key(controls, 'close', 'd', 'desk.close'),
        pauseKey(controls),
      ];
    case 'called':
    case 'serving':
      return [
        stage.ticket.state === 'called' && [
          recallKey(controls, stage.ticket),
          key(controls, 'miss', 'v', 'desk.miss'),
        ],
        key(controls, 'ask-park', 'g', 'desk.park'),
        key(controls, 'ask-reroute', 'c', 'desk.reroute'),
        mainAction(desk) === 'finish-next' &&
          key(controls, 'finish', 'x', 'desk.finishRest', 'button key only-narrow'),
        !stage.after && pauseKey(controls),
      ];
  }
}

/** Not sooner than the site's gap: the key says how long it is off. */
function recallKey(controls: Controls, ticket: Ticket): Element {
  const { scene } = controls.desk;
  const passed = elapsedSince(scene.board, scene.now, ticket.lastCallAt ?? 0);
  const seconds = scene.site.rules.recallGapSeconds - Math.floor(passed / 1000);
  return key(controls, 'recall', 'r', 'desk.recall', 'button key', Math.max(0, seconds));
}

/** In a narrow window the header has no room for it. */
function pauseKey(controls: Controls): Element {
  return key(controls, 'pause-now', 'p', 'desk.pause', 'button key only-narrow');
}

export function key(
  controls: Pick<Controls, 'desk' | 'pending'>,
  what: string,
  letter: string,
  words: string,
  style = 'button key',
  secondsOff = 0,
): Element {
  const { scene, counter } = controls.desk;
  const { say } = scene.words;
  const off = scene.link.kind !== 'live' || controls.pending.length > 0 || secondsOff > 0;
  return h(
    'button',
    {
      type: 'button',
      class: style,
      'data-do': what,
      'data-value': counter.id,
      'data-key': letter,
      'aria-disabled': off ? 'true' : 'false',
      'aria-keyshortcuts': letter,
    },
    h('span', {}, say(words)),
    ' ',
    secondsOff > 0
      ? h('span', { class: 'key__wait' }, say('staff.undo.seconds', { seconds: secondsOff }))
      : h('kbd', {}, letter.toUpperCase()),
  );
}
