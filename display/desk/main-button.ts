/** The one next action: its label says what will happen, or why nothing can. */
import {
  type Desk,
  type DeskState,
  mainAction,
  mainLabel,
  noteText,
  owesOutcome,
} from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import type { Controls } from './keys-view.js';

/** A press is answered within 400 ms or the button says that it is being sent. */
const SLOW_MS = 400;

/** What the button does and says while nothing is on its way. */
interface Next {
  what: string;
  label: string;
  /** Beside the label: how many wait. */
  count: string;
  off: boolean;
}

/** @param style further classes; `hint` is the key that presses it */
export function mainButton(
  { desk, state, pending, real }: Omit<Controls, 'mayBatch'>,
  style: string,
  hint: Child,
): Element {
  const { say } = desk.scene.words;
  const [sent] = pending;
  const kept = sent !== undefined && sent.failed > 0;
  const next = nextOf(desk, state);
  const off = next.off || kept || desk.scene.link.kind !== 'live';
  const slow = sent !== undefined && !kept && real - sent.pressed > SLOW_MS;
  const label = (): string => {
    if (kept) {
      const { nextTry } = sent;
      return nextTry === null
        ? say('staff.sending')
        : say('desk.retrying', { seconds: Math.max(0, Math.ceil((nextTry - real) / 1000)) });
    }
    return slow ? say('staff.sending') : next.label;
  };
  return h(
    'button',
    {
      type: 'button',
      class: `button button--main ${style}${sent !== undefined && !kept ? ' is-pressed' : ''}`,
      id: 'main-button',
      'data-do': next.what,
      'data-value': desk.counter.id,
      'aria-disabled': off ? 'true' : 'false',
      'aria-keyshortcuts': 'Space',
    },
    h('span', {}, label()),
    !off && next.count !== '' && [' ', h('span', { class: 'button__count' }, next.count)],
    !off && hint !== null && [' ', hint],
  );
}

function nextOf(desk: Desk, state: DeskState): Next {
  const { say } = desk.scene.words;
  const off = (label: string): Next => ({ what: 'nothing', label, count: '', off: true });
  if (state.panel === 'park') return off(say('desk.chooseReason'));
  if (state.panel === 'note' && 'ticket' in desk.stage) {
    const { noteTyped } = state;
    const same = noteTyped === null || noteTyped.trim() === noteText(state, desk.stage.ticket);
    return { what: 'save-note', label: say('desk.noteSave'), count: '', off: same };
  }
  if (state.panel === 'batch') {
    const count = state.batch.length;
    return count === 0
      ? off(say('desk.batchNone'))
      : { what: 'call-many', label: say('desk.batchCall', { count }), count: '', off: false };
  }
  const action = mainAction(desk);
  const finishing = action === 'finish' || action === 'finish-next';
  if (finishing && owesOutcome(desk) && state.outcome === null) {
    const rest = state.resting || action === 'finish';
    return off(say(rest ? 'desk.chooseOutcomeRest' : 'desk.chooseOutcome'));
  }
  const count = action === 'finish-next' ? say('desk.waiting', { waiting: desk.ready }) : '';
  return {
    what: action ?? 'nothing',
    label: mainLabel(desk, action),
    count,
    off: action === null,
  };
}
