/** The hall now: how full each group is, and the support counters, which volunteers work from the door. */
import { type Desk, deskOf } from '../../shared/desk-state.js';
import { type Child, h } from '../../shared/dom.js';
import { loadGlance } from '../../shared/load-glance.js';
import type { Scene, StaffCounter } from '../../shared/staff-site.js';
import type { DoorPart, Drawn } from '../door-part.js';
import type { DoorPage } from '../door-state.js';

/** Only shows: what is pressed here leads to other pages. */
export const hallPart: DoorPart = {
  tab: () => null,
  bars: () => [],
  press: () => false,
  input: () => false,
  accepted: () => false,
  draw(scene: Scene, page: DoorPage): Drawn | null {
    if (page.name !== 'load') return null;
    const { say, time } = scene.words;
    return {
      title: say('team.hall.title'),
      back: true,
      body: [
        supportCounters(scene),
        h(
          'div',
          { class: 'list-head' },
          h('span', {}, say('team.hall.lead')),
          scene.link.kind === 'stale' &&
            h('span', { class: 'as-of' }, say('staff.asOf', { time: time(scene.link.since) })),
        ),
        loadGlance(scene),
      ],
      foot: [],
    };
  },
};

/** The support counters with how they stand; nothing at a site that has none. */
export function supportCounters(scene: Scene): Child {
  const { say } = scene.words;
  const counters = scene.site.counters.filter(({ kind }) => kind === 'support');
  return (
    counters.length > 0 && [
      h('h2', { class: 'list-head', id: 'support-counters' }, say('team.hall.support')),
      h(
        'ul',
        { class: 'supports', 'aria-labelledby': 'support-counters' },
        counters.map((counter) => supportRow(scene, counter)),
      ),
    ]
  );
}

function supportRow(scene: Scene, counter: StaffCounter): Element {
  const { say } = scene.words;
  return h(
    'li',
    { id: `support-${counter.id}` },
    h(
      'button',
      {
        type: 'button',
        class: 'support',
        'data-do': 'tab',
        'data-value': `counter/${counter.id}`,
      },
      h('b', {}, say('staff.counter', { counter: counter.number })),
      h('span', {}, standing(scene, deskOf(scene, counter))),
    ),
  );
}

function standing({ words }: Scene, desk: Desk): string {
  const { stage } = desk;
  switch (stage.kind) {
    case 'connecting':
      return words.say('shared.connecting');
    case 'called':
    case 'serving':
      return words.say(`team.hall.supportState.${stage.kind}`, { number: stage.ticket.number });
    case 'free':
      return words.say('team.hall.supportState.free', { count: desk.ready });
    case 'paused':
    case 'closed':
      return words.say(`team.hall.supportState.${stage.kind}`);
  }
}
