/** How full each group is, at one glance: all bars on one scale, a post at each target. */
import type { Estimate } from '../../server/protocol/live.js';
import { type Child, h } from './dom.js';
import { plate } from './staff-parts.js';
import { type GroupFacts, type Scene, type StaffGroup, groupFacts } from './staff-site.js';

export interface LoadRow extends GroupFacts {
  group: StaffGroup;
  /** Somebody waits and no open counter serves it. */
  unserved: boolean;
  /** Minutes that a newcomer waits; `null` where nobody can say. */
  estimate: Estimate | null;
  /** Longest wait and target as shares of the common scale, 0 to 1. */
  wait: number;
  post: number;
}

/** Room to the right of the longest bar, so that nothing touches the edge. */
const ROOM = 1.1;

/** In the order of the site: a place that is learnt by hand must not move. */
export function loadRows(scene: Scene): LoadRow[] {
  const { groups } = scene.site;
  const facts = groups.map((group) => ({ group, ...groupFacts(scene, group) }));
  const longest = facts.map(({ group, longest: minutes }) => Math.max(group.target, minutes ?? 0));
  const scale = Math.max(1, ...longest) * ROOM;
  return facts.map((row) => ({
    ...row,
    unserved: row.waiting > 0 && row.counters.length === 0,
    estimate: scene.load?.groups[row.group.id]?.estimate ?? null,
    wait: (row.longest ?? 0) / scale,
    post: row.group.target / scale,
  }));
}

export function loadGlance(scene: Scene): Element {
  const stale = scene.link.kind === 'stale' ? ' is-stale' : '';
  return h(
    'ul',
    { class: `glances${stale}` },
    loadRows(scene).map((row) => glance(scene, row)),
  );
}

function glance(scene: Scene, row: LoadRow): Element {
  const { say } = scene.words;
  return h(
    'li',
    { class: 'glance', id: `glance-${row.group.id}` },
    plate(row.group),
    h(
      'span',
      { class: 'load__group' },
      h('span', { class: 'load__name' }, row.group.short),
      h(
        'span',
        { class: 'load__line' },
        row.counters.length > 0
          ? say('staff.load.counters', { counters: row.counters.join(', ') })
          : h('span', { class: row.unserved ? 'uncovered' : '' }, say('staff.load.uncovered')),
      ),
    ),
    h(
      'span',
      { class: 'load__waiting' },
      h('b', {}, row.waiting),
      ' ',
      h('span', { class: 'unseen' }, say('staff.load.waiting')),
    ),
    bar(row),
    h('span', { class: 'glance__wait' }, longest(scene, row)),
    h('span', { class: 'glance__next' }, newcomer(scene, row)),
  );
}

function longest(scene: Scene, row: LoadRow): Child[] {
  const { say } = scene.words;
  if (row.longest === null) return [say('team.hall.nobody')];
  return [
    h(
      'b',
      { class: row.late ? 'late' : '' },
      row.late && h('span', { 'aria-hidden': 'true' }, '▲ '),
      say('team.hall.minutes', { minutes: row.longest }),
    ),
    ' ',
    say('team.hall.target', { target: row.group.target }),
  ];
}

function newcomer(scene: Scene, { estimate }: LoadRow): Child {
  if (estimate === null) return null;
  const { say } = scene.words;
  return estimate.high === 0 ? say('team.hall.soon') : say('team.hall.expected', { ...estimate });
}

const WIDTH = 400;
const STRIPE = 12;

/** Drawn in units of its own, as wide as there is room; the words beside it say the same. */
function bar({ wait, post, late }: LoadRow): Element {
  const filled = Math.round(wait * WIDTH);
  const stripes: string[] = [];
  for (let x = STRIPE; late && x + STRIPE / 2 <= filled; x += STRIPE * 2) {
    stripes.push(`M${x} 4h${STRIPE / 2}l-${STRIPE / 2} 10h-${STRIPE / 2}z`);
  }
  return h(
    'svg',
    {
      class: 'glance__bar',
      viewBox: `0 0 ${WIDTH} 18`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    h('rect', { class: 'bar-track', x: 0, y: 4, width: WIDTH, height: 10 }),
    h('rect', {
      class: late ? 'bar-fill bar-fill--late' : 'bar-fill',
      x: 0,
      y: 4,
      width: filled,
      height: 10,
    }),
    stripes.length > 0 && h('path', { class: 'bar-stripes', d: stripes.join('') }),
    h('rect', {
      class: 'bar-post',
      x: Math.round(post * WIDTH) - 2,
      y: 0,
      width: 4,
      height: 18,
    }),
  );
}
