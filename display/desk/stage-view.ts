/** The stage: the doorway with its state, what is known of the person, outcomes. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Child, h } from '../shared/dom.js';
import { doorway, number } from '../shared/staff-parts.js';
import { type Scene, groupOf, running } from '../shared/staff-site.js';
import type { Desk, DeskState } from '../shared/desk-state.js';
import { panel, pick } from './panel-view.js';

export function stageView(desk: Desk, state: DeskState): Child[] {
  const { scene, stage, counter, today } = desk;
  const { say, time } = scene.words;
  switch (stage.kind) {
    case 'connecting':
      return [doorway('free', h('p', { class: 'free' }, h('b', {}, say('shared.connecting'))))];
    case 'closed':
      return [
        doorway(
          'shut',
          sign(say('desk.closed'), say('desk.closedDetail', { counter: counter.number })),
        ),
      ];
    case 'paused':
      return [
        doorway(
          'shut',
          sign(
            say('desk.pausedSign'),
            say('desk.pausedDetail', {
              reason: say(`staff.pauseSign.${today.reason ?? 'other'}`),
              time: time(today.since),
            }),
          ),
        ),
      ];
    case 'free':
      return [
        state.panel === 'pick' ? null : doorway('free', free(desk)),
        state.panel === 'pick' && pick(desk),
      ];
    case 'called':
    case 'serving': {
      const { ticket } = stage;
      // The form of a re-route needs the whole stage; the number stands at its head.
      if (state.panel === 'reroute') return [panel(desk, state, ticket)];
      const judging = stage.kind === 'serving' || mustJudgeNow(scene);
      const wide = !judging && state.panel === null;
      return [
        h(
          'div',
          { class: `stage__person stage__person--${wide ? 'wide' : 'beside'}` },
          person(stage.kind, desk, ticket),
          h(
            'div',
            { class: 'facts' },
            stage.kind === 'called'
              ? h(
                  'p',
                  { class: 'facts__time' },
                  h('b', { class: 'time' }, running(scene.now - stage.since)),
                )
              : handling(scene, ticket, scene.now - stage.since),
            tags(scene, ticket),
            note(scene, state, ticket),
          ),
        ),
        state.panel !== null ? panel(desk, state, ticket) : judging && outcomes(desk, state),
      ];
    }
  }
}

/** "Xong" can be pressed from the call on, and then an outcome is owed. */
function mustJudgeNow({ site }: Scene): boolean {
  return site.rules.needsOutcome && !site.rules.needsStart;
}

function sign(title: string, detail: string): Element {
  return h('div', { class: 'sign' }, h('b', {}, title), h('span', {}, detail));
}

function free(desk: Desk): Element {
  const { say } = desk.scene.words;
  return h(
    'p',
    { class: 'free' },
    h('b', {}, say(desk.ready > 0 ? 'desk.free' : 'desk.nobody')),
    h(
      'span',
      {},
      desk.ready > 0 ? say('desk.waitingHere', { count: desk.ready }) : say('desk.nobodyDetail'),
    ),
  );
}

function person(tone: 'called' | 'serving', desk: Desk, ticket: Ticket): Element {
  const { scene } = desk;
  const procedure = scene.site.procedures.find((known) => known.id === ticket.procedure);
  return doorway(
    tone,
    tone === 'called' &&
      h('p', { class: 'person__call' }, scene.words.say('desk.calling', { count: ticket.calls })),
    h('h1', { class: 'person__number' }, number(ticket.number, 'hero')),
    h(
      'p',
      { class: 'person__what' },
      procedure?.name ?? groupOf(scene.site, ticket.group)?.short ?? '',
    ),
  );
}

/** Minutes at the counter against the usual ones; the post stands at three quarters of the bar. */
function handling(scene: Scene, ticket: Ticket, ms: number): Child[] {
  const procedure = scene.site.procedures.find((known) => known.id === ticket.procedure);
  const usual = procedure?.minutes ?? groupOf(scene.site, ticket.group)?.minutes ?? 0;
  const share = usual === 0 ? 0 : Math.min(1, ms / (usual * 60_000 * (4 / 3)));
  return [
    h(
      'p',
      { class: 'facts__time' },
      h('b', { class: 'time' }, running(ms)),
      ' ',
      usual > 0 && h('span', {}, scene.words.say('desk.usual', { minutes: usual })),
    ),
    usual > 0 &&
      h(
        'svg',
        {
          class: 'gauge',
          viewBox: '0 0 400 18',
          preserveAspectRatio: 'none',
          'aria-hidden': 'true',
        },
        h('rect', { class: 'gauge__track', x: 0, y: 4, width: 400, height: 10 }),
        h('rect', {
          class: share > 0.75 ? 'gauge__fill gauge__fill--past' : 'gauge__fill',
          x: 0,
          y: 4,
          width: Math.round(share * 400),
          height: 10,
        }),
        h('rect', { class: 'gauge__post', x: 298, y: 0, width: 4, height: 18 }),
      ),
  ];
}

/** Priority, company, language, further stops: for staff only. */
function tags(scene: Scene, ticket: Ticket): Child {
  const { say } = scene.words;
  const words = [
    ticket.priority !== null && say(`staff.priority.${ticket.priority}`),
    ticket.escort && say('staff.escort'),
    ticket.language !== null && say('desk.language', { language: ticket.language }),
    ticket.stops.length > 0 &&
      say('desk.stops', {
        groups: ticket.stops.map((stop) => groupOf(scene.site, stop)?.short ?? stop).join(', '),
      }),
  ].filter((word) => word !== false);
  return (
    words.length > 0 &&
    h(
      'ul',
      { class: 'tags' },
      words.map((word) => h('li', { class: 'tag' }, word)),
    )
  );
}

function note(scene: Scene, state: DeskState, ticket: Ticket): Child {
  const text = state.notes.get(ticket.id) ?? null;
  return (
    text !== null &&
    h('div', { class: 'note' }, h('span', {}, scene.words.say('desk.note')), h('p', {}, text))
  );
}

function outcomes(desk: Desk, state: DeskState): Child {
  const { scene } = desk;
  if (scene.site.outcomes.length === 0) return null;
  const { say } = scene.words;
  return [
    h('h2', { class: 'label', id: 'outcomes' }, say('desk.outcome')),
    h(
      'div',
      { class: 'outcomes', role: 'group', 'aria-labelledby': 'outcomes' },
      scene.site.outcomes.map((outcome, at) =>
        h(
          'button',
          {
            type: 'button',
            class: 'outcome',
            id: `outcome-${outcome.id}`,
            'data-do': 'outcome',
            'data-value': outcome.id,
            'data-key': at < 9 ? String(at + 1) : null,
            'aria-pressed': state.outcome === outcome.id ? 'true' : 'false',
          },
          at < 9 && h('kbd', {}, at + 1),
          ' ',
          h('span', {}, outcome.name),
        ),
      ),
    ),
  ];
}
