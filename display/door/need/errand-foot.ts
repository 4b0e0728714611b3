/** Below each errand: how long it would be, the number, and what else can come of the question. */
import { type Child, h } from '../../shared/dom.js';
import { type Scene, type StaffGroup, groupFacts } from '../../shared/staff-site.js';

/** Clock times are told in steps of 5 min, outwards, so that a guess never narrows. */
const STEP_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

export interface FootModel {
  scene: Scene;
  group: StaffGroup;
  /** The number was asked for and no answer came yet. */
  pressed: boolean;
  /** For so long that it must be said. */
  slow: boolean;
  /** Papers are missing that can be noted down: `null` where there is no checklist. */
  missing: number | null;
}

export function errandFoot(model: FootModel): Child[] {
  const { scene, group } = model;
  const { say } = scene.words;
  const off = scene.link.kind !== 'live';
  const other = (what: string, disabled: boolean): Element =>
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        id: `errand-${what}`,
        'data-do': what,
        'data-value': group.id,
        'aria-disabled': disabled ? 'true' : 'false',
      },
      say(`door.need.${what}`),
    );
  return [
    h(
      'div',
      { class: 'errand-wait' },
      h('p', { class: scene.link.kind === 'stale' ? 'is-stale' : null }, waitLine(scene, group)),
      h(
        'button',
        { type: 'button', class: 'button errand-more', id: 'errand-more', 'data-do': 'more' },
        say('door.need.more'),
        h('span', { class: 'errand-more__what' }, say('door.need.moreWhat')),
      ),
    ),
    h(
      'div',
      { class: 'errand-acts' },
      h(
        'button',
        {
          type: 'button',
          class: `button button--main${model.pressed ? ' is-pressed' : ''}`,
          id: 'main-button',
          'data-do': 'give-errand',
          // Who came by keys lands here and hears what the number is for.
          'aria-describedby': 'errand-title',
        },
        model.slow ? say('staff.sending') : say('door.giveGroup', { group: group.short }),
      ),
      model.missing !== null && other('papers-missing', off || model.missing === 0),
      other('helped', off),
      other('come-back', false),
    ),
  ];
}

/** How many wait and about when somebody who comes now is called; old figures carry their time. */
export function waitLine(scene: Scene, group: StaffGroup): Child[] {
  const { say, time } = scene.words;
  const facts = groupFacts(scene, group);
  const { link } = scene;
  if (link.kind === 'stale') {
    return [
      h('b', {}, say('door.need.waiting', { count: facts.waiting })),
      ' ',
      h('span', {}, say('staff.asOf', { time: time(link.since) })),
    ];
  }
  const guess = scene.load?.groups[group.id]?.estimate ?? null;
  return [
    h(
      'b',
      {},
      facts.waiting === 0
        ? say('door.need.nobody')
        : say('door.need.waiting', { count: facts.waiting }),
    ),
    ' ',
    guess === null
      ? h('span', { class: 'uncovered' }, say('staff.load.uncovered'))
      : guess.high === 0
        ? h('span', {}, say('door.need.soon'))
        : h('span', {}, [
            say('door.need.turnAt'),
            ' ',
            h(
              'b',
              {},
              say('door.need.between', {
                low: time(Math.floor((scene.now + guess.low * MINUTE_MS) / STEP_MS) * STEP_MS),
                high: time(Math.ceil((scene.now + guess.high * MINUTE_MS) / STEP_MS) * STEP_MS),
              }),
            ),
          ]),
  ];
}
