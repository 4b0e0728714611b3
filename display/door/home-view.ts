/** The first page: what is not answered yet, the question to say aloud, one line a group. */
import { type Child, h } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';
import { groupIcon, plate } from '../shared/staff-parts.js';
import { loadCells, loadLine } from '../shared/staff-rows.js';
import { type Scene, type StaffGroup, groupOf } from '../shared/staff-site.js';

/** The kinds of presses that the door keeps while nobody answers. */
export const ISSUE = 'issue';

export interface HomeModel {
  scene: Scene;
  /** Numbers that were asked for and are on their way. */
  sent: readonly Pending[];
  /** Numbers that were asked for and that nobody answered. */
  kept: readonly Pending[];
  /** `performance.now()` of the next attempt, ms; `null` while one is under way. */
  nextTry: number | null;
  /** Groups whose press is on its way. */
  underWay(group: string): boolean;
  /** `performance.now()`, ms: the time in which retries are counted. */
  real: number;
}

/** A press is answered within 400 ms or the row says that it is being sent (look-staff §4). */
const SLOW_MS = 400;

export function homeView(model: HomeModel): Child[] {
  const { scene, kept } = model;
  const { say, time } = scene.words;
  return [
    kept.length > 0 &&
      h(
        'ul',
        { class: 'kept', 'aria-label': say('door.kept') },
        kept.map((pending) => keptCard(model, pending)),
      ),
    h('h1', { class: 'question' }, say('door.question')),
    h(
      'div',
      { class: 'list-head' },
      h('span', {}, say('door.tapToGive')),
      scene.link.kind === 'stale' &&
        h('span', { class: 'as-of' }, say('staff.asOf', { time: time(scene.link.since) })),
    ),
    h(
      'ul',
      { class: `groups${scene.link.kind === 'stale' ? ' is-stale' : ''}` },
      scene.site.groups.map((group) => groupRow(model, group)),
    ),
  ];
}

function groupRow(model: HomeModel, group: StaffGroup): Element {
  const { scene } = model;
  const { say } = scene.words;
  const pressed = model.underWay(group.id);
  const slow = model.sent.some(
    (pending) => pending.about['subject'] === group.id && model.real - pending.pressed > SLOW_MS,
  );
  return h(
    'li',
    { class: 'group', id: `group-${group.id}` },
    h(
      'button',
      {
        type: 'button',
        class: `load group__give${pressed ? ' is-pressed' : ''}`,
        'data-do': 'give',
        'data-value': group.id,
      },
      h('span', { class: 'unseen' }, say('door.give'), ' '),
      loadCells(
        scene,
        group,
        slow
          ? h('span', { class: 'load__line' }, say('staff.sending'))
          : loadLine(scene, group, true),
        group.icon !== '' && groupIcon(group.icon),
      ),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'group__more',
        'data-do': 'more',
        'data-value': group.id,
        'aria-label': say('door.moreFor', { group: group.name }),
      },
      say('door.more'),
    ),
  );
}

/** A press without an answer: the time of the tap, the next try, never a number. */
function keptCard(model: HomeModel, pending: Pending): Element {
  const { scene } = model;
  const { say, time } = scene.words;
  const seconds =
    model.nextTry === null ? null : Math.max(0, Math.ceil((model.nextTry - model.real) / 1000));
  const status = pending.dropped
    ? say('door.dropping')
    : seconds === null
      ? say('staff.sending')
      : say('staff.retryIn', { seconds });
  return h(
    'li',
    { class: 'kept__card', id: `kept-${pending.key}` },
    plate(groupOf(scene.site, pending.about['subject'] ?? '')),
    h(
      'span',
      { class: 'kept__text' },
      h('b', {}, pending.about['wish']),
      h('span', {}, say('door.tappedAt', { time: time(pending.at) }), ' · ', status),
    ),
    h('span', { class: 'kept__blank', 'aria-hidden': 'true' }, '– – –'),
    !pending.dropped &&
      h(
        'span',
        { class: 'kept__buttons' },
        h('button', { type: 'button', class: 'button', 'data-do': 'retry' }, say('staff.retryNow')),
        h(
          'button',
          { type: 'button', class: 'button', 'data-do': 'drop', 'data-value': pending.key },
          say('door.drop'),
        ),
      ),
  );
}
