/** The first page: what is not answered yet, the question to say aloud, one line a group. */
import { type Child, h } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';
import { groupIcon, plate } from '../shared/staff-parts.js';
import { loadCells, loadLine } from '../shared/staff-rows.js';
import { type Scene, type StaffGroup, groupOf } from '../shared/staff-site.js';

/** What stands over the groups: the search, and what it found in their place. */
export interface HomeAbove {
  searching: boolean;
  above: Child[];
}

export interface HomeModel {
  scene: Scene;
  /** Numbers that were asked for and that nobody answered. */
  kept: readonly Pending[];
  /** `performance.now()` of the next attempt, ms; `null` while one is under way. */
  nextTry: number | null;
  /** `performance.now()`, ms: the time in which retries are counted. */
  real: number;
  above: HomeAbove;
}

export function homeView(model: HomeModel): Child[] {
  const { scene, kept } = model;
  const { say } = scene.words;
  return [
    kept.length > 0 &&
      h(
        'ul',
        { class: 'kept', 'aria-label': say('door.kept') },
        kept.map((pending) => keptCard(model, pending)),
      ),
    !model.above.searching && h('h1', { class: 'question' }, say('door.question')),
    model.above.above,
    !model.above.searching && groupList(scene),
  ];
}

function groupList(scene: Scene): Child[] {
  const { say, time } = scene.words;
  const stale = scene.link.kind === 'stale';
  return [
    h(
      'div',
      { class: 'list-head' },
      h('h2', { id: 'groups' }, say('door.groups')),
      scene.link.kind === 'stale' &&
        h('span', { class: 'as-of' }, say('staff.asOf', { time: time(scene.link.since) })),
    ),
    h(
      'ul',
      { class: `groups${stale ? ' is-stale' : ''}`, 'aria-labelledby': 'groups' },
      scene.site.groups.map((group) => groupRow(scene, group)),
    ),
    scene.site.groups.length === 0 && h('p', { class: 'empty' }, say('door.noGroups')),
  ];
}

function groupRow(scene: Scene, group: StaffGroup): Element {
  return h(
    'li',
    { class: 'group', id: `group-${group.id}` },
    h(
      'button',
      { type: 'button', class: 'load group__open', 'data-do': 'group', 'data-value': group.id },
      loadCells(
        scene,
        group,
        loadLine(scene, group, true),
        group.icon !== '' && groupIcon(group.icon),
      ),
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
