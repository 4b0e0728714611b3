/** Presses without an answer: the time of the tap, the next try, never a number. */
import { type Child, h } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import { plate } from '../../shared/staff-parts.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import { type Scene, groupOf } from '../../shared/staff-site.js';
import { stripOf } from './strip.js';

export interface KeptModel {
  scene: Scene;
  /** The pane; from 900 px on both are seen, and only the first shows cards. */
  pane: 'home' | 'work';
  /** Those that nobody answered yet. */
  kept: readonly Pending[];
  /** `performance.now()` of the next attempt, ms; `null` while one is under way. */
  nextTry: number | null;
  /** `performance.now()`, ms: the time in which retries are counted. */
  real: number;
}

/** As the outbox has them now. */
export function keptModel(
  { outbox }: Pick<StaffScreen, 'outbox'>,
  scene: Scene,
  pane: KeptModel['pane'],
): KeptModel {
  const kept = outbox.unanswered();
  return { scene, pane, kept, nextTry: outbox.nextTry(), real: performance.now() };
}

export function keptCards(model: KeptModel): Child {
  const { scene, kept } = model;
  const seen = new Set<string>();
  const cards = kept.filter((pending) => {
    const strip = stripOf(pending);
    if (strip === null) return true;
    return !seen.has(strip.id) && seen.add(strip.id);
  });
  return (
    cards.length > 0 &&
    h(
      'ul',
      { class: `kept kept--${model.pane}`, 'aria-label': scene.words.say('door.kept') },
      cards.map((pending) => card(model, pending)),
    )
  );
}

function card(model: KeptModel, pending: Pending): Element {
  const { scene } = model;
  const { say, time } = scene.words;
  const strip = stripOf(pending);
  const left = strip && model.kept.filter((other) => stripOf(other)?.id === strip.id).length;
  const seconds =
    model.nextTry === null ? null : Math.max(0, Math.ceil((model.nextTry - model.real) / 1000));
  const status = pending.dropped
    ? say('door.dropping')
    : seconds === null
      ? say('staff.sending')
      : say('staff.retryIn', { seconds });
  return h(
    'li',
    { class: 'kept__card', id: `kept-${model.pane}-${strip?.id ?? pending.key}` },
    plate(groupOf(scene.site, pending.about['subject'] ?? '')),
    h(
      'span',
      { class: 'kept__text' },
      h('b', {}, pending.about['wish']),
      h(
        'span',
        {},
        left !== null && [say('numbers.strip.left', { count: left }), ' · '],
        say('door.tappedAt', { time: time(pending.at) }),
        ' · ',
        status,
      ),
    ),
    h('span', { class: 'kept__blank', 'aria-hidden': 'true' }, '– – –'),
    !pending.dropped &&
      h(
        'span',
        { class: 'kept__buttons' },
        h('button', { type: 'button', class: 'button', 'data-do': 'retry' }, say('staff.retryNow')),
        strip === null
          ? h(
              'button',
              { type: 'button', class: 'button', 'data-do': 'drop', 'data-value': pending.key },
              say('door.drop'),
            )
          : h(
              'button',
              { type: 'button', class: 'button', 'data-do': 'drop-strip', 'data-value': strip.id },
              say('numbers.strip.dropRest'),
            ),
      ),
  );
}
