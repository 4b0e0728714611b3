/** Main button, the row of keys and what stands around them, always at the bottom of the stage. */
import { backAround } from '../../server/domain/back-at.js';
import { PAUSE_REASONS } from '../../server/protocol/counter.js';
import { type Desk, mainAction } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { chip } from '../shared/staff-parts.js';
import { rerouteFoot } from '../shared/staff-reroute.js';
import { type Controls, key, keysView } from './keys-view.js';
import { mainButton } from './main-button.js';

/** Minutes after which a pause is usually over. */
const BACK_MINUTES = [5, 10, 15, 30, 60] as const;

export function controlsView(controls: Controls): Child[] {
  const { desk, state } = controls;
  const { stage, scene } = desk;
  const { say } = scene.words;
  if ('ticket' in stage && state.panel === 'reroute') {
    const off = scene.link.kind !== 'live' || controls.pending.length > 0;
    return [
      h('div', { class: 'controls__main' }, rerouteFoot(scene, stage.ticket, state.reroute, off)),
    ];
  }
  return [
    stage.kind === 'paused' && [pauseReasons(desk), pauseMinutes(desk)],
    h(
      'div',
      { class: 'controls__row' },
      mainButton(controls, 'button--stage', h('kbd', { class: 'kbd--main' }, say('desk.space'))),
      beside(controls),
    ),
    keysView(controls),
  ];
}

function beside(controls: Controls): Child {
  const { desk, state } = controls;
  const { say } = desk.scene.words;
  if (state.panel === 'batch' || state.panel === 'note') {
    return h(
      'button',
      {
        type: 'button',
        class: 'button button--beside',
        'data-do': 'close-panel',
        'data-key': 'Escape',
      },
      h('span', {}, say('desk.batchNot')),
      ' ',
      h('kbd', {}, 'Esc'),
    );
  }
  if (!('ticket' in desk.stage) || state.panel === 'park' || mainAction(desk) !== 'finish-next') {
    return null;
  }
  const words = state.resting ? 'desk.finishRestNot' : 'desk.finishRest';
  return key(controls, 'finish', 'x', words, 'button button--beside only-wide');
}

function pauseReasons(desk: Desk): Element {
  const { say } = desk.scene.words;
  const off = offline(desk);
  return h(
    'div',
    { class: 'pausing', role: 'group', 'aria-label': say('desk.reason') },
    h('span', { class: 'label' }, say('desk.reason')),
    PAUSE_REASONS.map((reason) =>
      chip('pause', reason, say(`staff.pause.${reason}`), desk.today.reason === reason, off),
    ),
  );
}

/** When it goes on: citizens read it on the sign and in the hall. */
function pauseMinutes(desk: Desk): Element {
  const { say } = desk.scene.words;
  const off = offline(desk);
  const back = backAround(desk.today.backAt, desk.scene.now);
  return h(
    'div',
    { class: 'pausing', role: 'group', 'aria-label': say('desk.backIn') },
    h('span', { class: 'label' }, say('desk.backIn')),
    BACK_MINUTES.map((minutes) =>
      chip('pause-back', String(minutes), say('desk.backMinutes', { count: minutes }), false, off),
    ),
    chip('pause-back', '0', say('desk.backUnknown'), back === null, off),
  );
}

const offline = (desk: Desk) => ({
  'aria-disabled': desk.scene.link.kind === 'live' ? 'false' : 'true',
});
