/** Strips of numbers: the buttons that ask for one, and how far it is. */
import { type Child, h } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import { secondsToUndo } from '../../shared/staff-parts.js';
import type { Scene } from '../../shared/staff-site.js';
import { STRIPS, type Strip, progressOf } from './strip.js';

export interface StripModel {
  scene: Scene;
  /** The last one of the group, until it is put away. */
  strip: Strip | null;
  pending: readonly Pending[];
}

export function stripButtons(model: StripModel): Element {
  return h(
    'div',
    { class: 'rush__strips' },
    STRIPS.map((count) =>
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          id: `strip-${count}`,
          'data-do': 'strip',
          'data-value': String(count),
          'aria-disabled': isRunning(model) ? 'true' : 'false',
        },
        model.scene.words.say('numbers.strip.button', { count }),
      ),
    ),
  );
}

function isRunning({ strip, pending }: StripModel): boolean {
  return strip !== null && progressOf(strip, pending).running;
}

/** How far a strip is, and the two ways back: to stop it, and to take back all of it. */
export function stripBar({ scene, strip, pending }: StripModel): Child[] {
  if (strip === null) return [];
  const { say } = scene.words;
  const { done, total, running } = progressOf(strip, pending);
  const first = strip.given[0]?.number ?? '';
  const newest = strip.given[strip.given.length - 1]?.number ?? '';
  const seconds =
    strip.at === null
      ? 0
      : secondsToUndo({ request: '', at: strip.at, number: '', sentence: '' }, scene.now);
  const numbers = first === '' ? '' : first === newest ? first : `${first} – ${newest}`;
  return [
    h(
      'div',
      { class: 'rush__strip', id: 'strip-bar', role: 'status' },
      h(
        'div',
        { class: 'rush__strip-text' },
        h('b', {}, say(running ? 'numbers.strip.running' : 'numbers.strip.done', { done, total })),
        ' ',
        h('span', { id: 'strip-numbers' }, numbers),
        h('progress', {
          max: Math.max(1, total),
          value: done,
          'aria-label': say('numbers.strip.label'),
        }),
      ),
      running
        ? h(
            'button',
            { type: 'button', class: 'button', 'data-do': 'strip-stop' },
            say('numbers.strip.stop'),
          )
        : [
            seconds > 0 &&
              strip.given.length > 0 &&
              h(
                'button',
                {
                  type: 'button',
                  class: 'quiet',
                  'data-do': 'strip-undo',
                  'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
                },
                say('numbers.strip.undo', { seconds }),
              ),
            h(
              'button',
              { type: 'button', class: 'button', 'data-do': 'strip-close' },
              say('staff.understood'),
            ),
          ],
    ),
  ];
}
