/** The row of keys under the main button: what else can be done now, each with its letter. */
import { elapsedSince } from '../../server/domain/line-time.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import {
  type Desk,
  type DeskState,
  batchable,
  mainAction,
  waitingFor,
} from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';

export interface Controls {
  desk: Desk;
  state: DeskState;
  /** Who works here may call several together. */
  mayBatch: boolean;
  pending: readonly Pending[];
  /** `performance.now()`, ms. */
  real: number;
}

export function keysView(controls: Controls): Child {
  const keys = keysNow(controls).filter((key) => key !== false);
  return h('div', { class: 'keys', 'data-count': keys.length }, keys);
}

function keysNow(controls: Controls): (Element | false)[] {
  const { desk, state } = controls;
  const { stage } = desk;
  if (state.panel !== null) return [];
  switch (stage.kind) {
    case 'connecting':
    case 'closed':
      return [];
    case 'paused':
      return [key(controls, 'close', 'd', 'desk.close')];
    case 'free':
      return [
        anybodyToPick(desk) && key(controls, 'pick', 's', 'desk.pickKey'),
        controls.mayBatch &&
          batchable(desk.scene, desk.counter.id).length > 0 &&
          key(controls, 'ask-batch', 'm', 'desk.batchKey'),
        key(controls, 'close', 'd', 'desk.close'),
        pauseKey(controls),
      ];
    case 'called':
    case 'serving':
      return [
        ...(stage.ticket.state === 'called'
          ? [recallKey(controls, stage.ticket), key(controls, 'miss', 'v', 'desk.miss')]
          : []),
        key(controls, 'ask-park', 'g', 'desk.park'),
        key(controls, 'ask-reroute', 'c', 'desk.reroute'),
        key(controls, 'ask-next', 'n', 'desk.nextStop'),
        key(controls, 'ask-note', 'h', 'desk.noteKey'),
        mainAction(desk) === 'finish-next' &&
          key(controls, 'finish', 'x', 'desk.finishRest', 'button key only-narrow'),
        pauseKey(controls),
      ];
  }
}

function anybodyToPick({ scene, counter }: Desk): boolean {
  return waitingFor(scene, counter.id).length > 0 || Object.keys(scene.board.tickets).length > 0;
}

/** Not sooner than the site's gap: the key says how long it is off. */
export function recallKey(controls: Pick<Controls, 'desk' | 'pending'>, ticket: Ticket): Element {
  const { scene } = controls.desk;
  const passed = elapsedSince(scene.board, scene.now, ticket.lastCallAt ?? 0);
  const seconds = scene.site.rules.recallGapSeconds - Math.floor(passed / 1000);
  return key(controls, 'recall', 'r', 'desk.recall', 'button key', Math.max(0, seconds));
}

/** In a narrow window the header has no room for it. */
function pauseKey(controls: Controls): Element {
  return pauseButton(controls, 'button key only-narrow');
}

/** With somebody here it means after this one, and can be taken back. */
export function pauseButton(controls: Pick<Controls, 'desk' | 'pending'>, style: string): Element {
  const { stage } = controls.desk;
  if (!('after' in stage)) return key(controls, 'pause-now', 'p', 'desk.pause', style);
  return stage.after
    ? key(controls, 'open', 'p', 'desk.pauseNot', style)
    : key(controls, 'pause-now', 'p', 'desk.pauseAfter', style);
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
      : h('kbd', {}, letter === 'Escape' ? 'Esc' : letter.toUpperCase()),
  );
}
