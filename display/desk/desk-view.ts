/** Draws the desk: header, notices, stage, controls, undo line, side. */
import { type Child, h, need, patch } from '../shared/dom.js';
import { message, plate, undoLine } from '../shared/staff-parts.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { troubleMessage } from '../shared/staff-clock.js';
import { counterOf, groupsServed } from '../shared/staff-site.js';
import { controlsView, key } from './controls-view.js';
import { focusMain } from './desk-actions.js';
import type { Desk, DeskState } from '../shared/desk-state.js';
import { sideView } from './side-view.js';
import { stageView } from './stage-view.js';

export function drawDesk(desk: Desk, state: DeskState, screen: StaffScreen): void {
  const { scene, stage } = desk;
  const pending = screen.outbox.pending();
  document.body.dataset['stage'] = stage.kind;
  patch(
    need('#plates', HTMLElement),
    groupsServed(scene, desk.counter.id).map((group) => [plate(group), ' ']),
  );
  patch(need('#bar-controls', HTMLElement), pauseControl(desk, pending));
  patch(need('#notices', HTMLElement), notices(desk, screen));
  patch(need('#stage', HTMLElement), stageView(desk, state));
  patch(
    need('#controls', HTMLElement),
    controlsView({ desk, state, pending, real: performance.now() }),
  );
  patch(
    need('#undo-place', HTMLElement),
    // The form of a re-route needs the height; what it does can be undone again.
    state.panel !== 'reroute' &&
      undoLine(
        screen.commands.last,
        scene.now,
        scene.words.say,
        scene.link.kind !== 'live' || pending.length > 0,
      ),
  );
  patch(need('#side', HTMLElement), sideView(desk));
  speak(desk);
  if (document.activeElement === null || document.activeElement === document.body) focusMain();
}

function pauseControl(desk: Desk, pending: Parameters<typeof key>[0]['pending']): Child {
  const { stage } = desk;
  if (stage.kind === 'closed' || stage.kind === 'connecting') return null;
  if (stage.kind === 'paused' || ('after' in stage && stage.after)) {
    return h('span', { class: 'tag tag--paused only-wide' }, desk.scene.words.say('desk.paused'));
  }
  return key({ desk, pending }, 'pause-now', 'p', 'desk.pause', 'button key only-wide');
}

function notices(desk: Desk, screen: StaffScreen): Child[] {
  const { scene, stage, counter } = desk;
  const { say, spokenTime } = scene.words;
  const { problem } = screen.commands;
  const [kept] = screen.outbox.unanswered();
  const retry = h(
    'button',
    { type: 'button', class: 'button', 'data-do': 'retry' },
    say('staff.retryNow'),
  );
  const lost =
    scene.link.kind === 'stale'
      ? say('staff.lostSince', { time: spokenTime(scene.link.since) })
      : null;
  const other = problem?.ticket?.counter ?? null;
  const byOther = other !== null && other !== counter.id ? counterOf(scene.site, other) : undefined;
  return [
    kept !== undefined
      ? message(
          'warn',
          [lost, lost !== null && ' ', say('staff.noAnswer')],
          say('desk.savedHere', { wish: kept.about['wish'] ?? '' }),
          retry,
        )
      : lost !== null && message('warn', lost, say('desk.whileLost')),
    troubleMessage(scene),
    'after' in stage &&
      stage.after &&
      message('hint', say('desk.afterThis'), say('desk.afterThisDetail')),
    desk.held.length > 1 &&
      message(
        'hint',
        say('desk.batch', { numbers: desk.held.map((ticket) => ticket.number).join(', ') }),
        '',
      ),
    problem !== null &&
      message(
        'stop',
        byOther !== undefined && problem.ticket !== null
          ? say('desk.takenBy', { counter: byOther.number, number: problem.ticket.number })
          : problem.title === ''
            ? say('staff.refused')
            : problem.title,
        byOther === undefined ? problem.detail : say('desk.nothingChanged'),
        h(
          'button',
          {
            type: 'button',
            class: 'button button--stop',
            'data-do': 'dismiss',
            'data-key': 'Escape',
          },
          say('staff.understood'),
          ' ',
          h('kbd', {}, 'Esc'),
        ),
      ),
  ];
}

let spoken = '';

/** Says once what changed on the stage to those who do not see it; the window's name says it too. */
function speak(desk: Desk): void {
  const { stage, scene, counter } = desk;
  const { say } = scene.words;
  const place = say('staff.counter', { counter: counter.number });
  const here = 'ticket' in stage ? stage.ticket.number : '';
  document.title = here === '' ? place : `${here} · ${place}`;
  const news = stage.kind === 'called' ? `${here}:${stage.ticket.calls}` : stage.kind;
  if (news === spoken) return;
  spoken = news;
  if (stage.kind === 'called')
    need('#spoken', HTMLElement).textContent = say('desk.spoken', { number: here });
}
