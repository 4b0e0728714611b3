/** Parts that the door and the desk share: doorway, plate, number, message, undo line, chips. */
import { type Child, h } from './dom.js';
import type { Speaker } from '../../server/domain/wording.js';
import type { StaffGroup } from './staff-site.js';

/**
 * The state that the doorway says. `slip`: a slip in the volunteer's hand; `free`:
 * nobody here; `shut`: paused or closed, with a sign hung on the leaves.
 */
export type DoorwayTone = 'slip' | 'called' | 'serving' | 'free' | 'shut';

export function doorway(tone: DoorwayTone, ...inside: Child[]): Element {
  const leaf = (side: 'left' | 'right'): Element =>
    h('span', { class: `doorway__leaf doorway__leaf--${side}`, 'aria-hidden': 'true' });
  return h(
    'div',
    { class: `doorway doorway--${tone}`, 'data-tone': tone },
    h(
      'div',
      { class: 'doorway__lintel', 'aria-hidden': 'true' },
      h('span', { class: 'doorway__eye' }),
      h('span', { class: 'doorway__eye' }),
    ),
    h(
      'div',
      { class: 'doorway__frame' },
      leaf('left'),
      h('div', { class: 'doorway__inside' }, trainingTag(), ...inside),
      leaf('right'),
    ),
    h('div', { class: 'doorway__sill', 'aria-hidden': 'true' }),
  );
}

/** Stands over each large number at a site to practise at; nothing elsewhere. */
function trainingTag(): Child {
  const { training } = document.documentElement.dataset;
  return training !== undefined && h('span', { class: 'training-tag' }, training);
}

/** A number of staff screens: one weight, letter and digits 0.07 em apart; its text stays `A027`. */
export function number(value: string, level: 'hero' | 'head' | 'row' = 'row'): Element {
  const long = value.length > 4 ? ' number--long' : '';
  return h(
    'span',
    { class: `number number--${level}${long}` },
    h('span', { class: 'number__letter' }, value.slice(0, 1)),
    value.slice(1),
  );
}

/** A group's plate. It always stands beside the group's name, so a reader skips it. */
export function plate(group: Pick<StaffGroup, 'letter' | 'plate'> | undefined): Element | null {
  if (group === undefined) return null;
  return h(
    'svg',
    { class: `plate plate-${group.plate}`, viewBox: '0 0 48 32', 'aria-hidden': 'true' },
    h('rect', { class: 'plate-ground', width: 48, height: 32, rx: 5.3 }),
    h('use', { href: `#plate-${group.plate}` }),
    h('rect', { class: 'plate-edge', x: -0.3, y: -0.3, width: 48.6, height: 32.6, rx: 5.6 }),
    h('text', { class: 'plate-letter', x: 16.4, y: 23.6 }, group.letter),
  );
}

/** A group's icon, on pages that carry the drawings (`icon-symbols`). Beside a name: a reader skips it. */
export function groupIcon(name: string): Element {
  return h(
    'svg',
    { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    h('use', { href: `#icon-${name}` }),
  );
}

/** `warn`: not your fault, it mends itself. `stop`: refused, nothing changed, here is what to do. */
export function message(
  tone: 'warn' | 'stop' | 'hint',
  first: Child,
  second: Child,
  ...buttons: Child[]
): Element {
  return h(
    'div',
    { class: `message message--${tone}` },
    h('div', { class: 'message__text' }, h('strong', {}, first), ' ', h('span', {}, second)),
    buttons.length > 0 && h('div', { class: 'message__buttons' }, ...buttons),
  );
}

/** One of several; chosen is said by `aria-pressed`. */
export function chip(
  what: string,
  value: string,
  label: Child,
  chosen: boolean,
  more: Readonly<Record<string, string>> = {},
): Element {
  return h(
    'button',
    {
      type: 'button',
      class: 'chip',
      id: `chip-${what}-${value}`,
      'data-do': what,
      'data-value': value,
      'aria-pressed': chosen ? 'true' : 'false',
      ...more,
    },
    label,
  );
}

/** What was done last on this device, and the seconds in which it can be taken back. */
export interface LastDone {
  /** Key of the command. */
  request: string;
  /** Site time of its acceptance, ms. */
  at: number;
  number: string;
  sentence: string;
}
/** How long a command can be taken back, ms of site time. */
const UNDO_MS = 60_000;

export function secondsToUndo(last: LastDone | null, now: number): number {
  return last === null ? 0 : Math.max(0, Math.ceil((last.at + UNDO_MS - now) / 1000));
}

export function undoLine(
  last: LastDone | null,
  now: number,
  say: Speaker['say'],
  off: boolean,
): Element | null {
  const seconds = secondsToUndo(last, now);
  if (last === null || seconds === 0) return null;
  return h(
    'div',
    { class: 'undo', id: 'undo-line' },
    h('span', { class: 'undo__text' }, h('b', {}, last.number), ' ', last.sentence),
    h(
      'button',
      {
        type: 'button',
        class: 'undo__button',
        'data-do': 'undo',
        'data-request': last.request,
        'aria-disabled': off ? 'true' : 'false',
        'data-key': 'z',
        'aria-keyshortcuts': 'z',
      },
      h('b', {}, say('staff.undo.button')),
      ' ',
      h('span', { class: 'undo__seconds' }, say('staff.undo.seconds', { seconds })),
    ),
  );
}
