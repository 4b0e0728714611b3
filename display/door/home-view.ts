/** The first page: what is not answered yet, the question to say aloud, one line a group. */
import { type Child, h } from '../shared/dom.js';
import { groupIcon } from '../shared/staff-parts.js';
import { loadCells, loadLine } from '../shared/staff-rows.js';
import type { Scene, StaffGroup } from '../shared/staff-site.js';
import { type KeptModel, keptCards } from './numbers/kept-view.js';

/** What stands over the groups: the search, and what it found in their place. */
export interface HomeAbove {
  searching: boolean;
  above: Child[];
}

export interface HomeModel extends KeptModel {
  above: HomeAbove;
}

export function homeView(model: HomeModel): Child[] {
  const { scene } = model;
  const { say } = scene.words;
  return [
    keptCards(model),
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
