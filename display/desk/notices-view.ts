/** What must be read before the next press: no answer, a refusal, pausing, a service left open. */
import { alarmsOf } from '../../server/domain/alarms.js';
import { isSpare } from '../../server/domain/printer-alarms.js';
import { leftOpenSince } from '../../server/domain/left-open.js';
import { type Desk, type DeskState, waitingFor } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { isAboutPaper, paperNotice } from '../shared/printer-view.js';
import { troubleMessage } from '../shared/staff-clock.js';
import { message } from '../shared/staff-parts.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { counterOf } from '../shared/staff-site.js';

export function noticesView(desk: Desk, state: DeskState, screen: StaffScreen): Child[] {
  const { scene, stage } = desk;
  const { say } = scene.words;
  return [
    unanswered(desk, screen),
    troubleMessage(scene),
    'after' in stage &&
      stage.after &&
      message('hint', say('desk.afterThis'), say('desk.afterThisDetail')),
    leftOpen(desk, state),
    addressed(desk),
    refused(desk, screen),
    paper(desk, screen),
  ];
}

function unanswered({ scene }: Desk, screen: StaffScreen): Child {
  const { say, spokenTime } = scene.words;
  const [kept] = screen.outbox.unanswered();
  const lost =
    scene.link.kind === 'stale'
      ? say('staff.lostSince', { time: spokenTime(scene.link.since) })
      : null;
  if (kept === undefined) return lost !== null && message('warn', lost, say('desk.whileLost'));
  return message(
    'warn',
    [lost, lost !== null && ' ', say('staff.noAnswer')],
    say('desk.savedHere', { wish: kept.about['wish'] ?? '' }),
    h('button', { type: 'button', class: 'button', 'data-do': 'retry' }, say('staff.retryNow')),
  );
}

/** Paper that people want is everybody's: where nobody is at the door, whoever sits here sees to it. */
function paper({ scene }: Desk, screen: StaffScreen): Child {
  const pending = screen.outbox.pending();
  const alarms = alarmsOf(scene).filter((alarm) => !isSpare(alarm));
  return paperNotice(scene, alarms.filter(isAboutPaper), ({ id }) =>
    pending.some(({ about }) => about['subject'] === id),
  );
}

/** The session is over and somebody is served still, or nobody pressed "Xong": only a person knows. */
function leftOpen({ scene, stage }: Desk, state: DeskState): Child {
  if (scene.link.kind !== 'live' || !('ticket' in stage)) return null;
  if (state.stillServed.has(stage.ticket.id)) return null;
  const { site, words, now } = scene;
  const ended = leftOpenSince(site.calendar, stage.since, now, site.offset);
  if (ended === null) return null;
  const { number, id } = stage.ticket;
  return message(
    'warn',
    words.say('desk.left.title', { number }),
    words.say('desk.left.detail', { since: words.time(stage.since), ended: words.time(ended) }),
    h(
      'button',
      { type: 'button', class: 'button', 'data-do': 'finish' },
      words.say('desk.left.now'),
    ),
    h(
      'button',
      { type: 'button', class: 'button', 'data-do': 'still-served', 'data-value': id },
      words.say('desk.left.still'),
    ),
  );
}

/** A paused counter keeps those who were sent to it, and to no other, waiting. */
function addressed({ scene, stage, counter }: Desk): Child {
  if (stage.kind !== 'paused') return null;
  const own = waitingFor(scene, counter.id).filter(({ to }) => to === counter.id);
  const numbers = own.map(({ number }) => number).join(', ');
  const { say } = scene.words;
  return (
    own.length > 0 && message('hint', say('desk.ownWaiting', { counter: counter.number }), numbers)
  );
}

function refused({ scene, counter }: Desk, screen: StaffScreen): Child {
  const { say } = scene.words;
  const { problem } = screen.commands;
  if (problem === null) return null;
  const other = problem.ticket?.counter ?? null;
  const by = other !== null && other !== counter.id ? counterOf(scene.site, other) : undefined;
  return message(
    'stop',
    by !== undefined && problem.ticket !== null
      ? say('desk.takenBy', { counter: by.number, number: problem.ticket.number })
      : problem.title === ''
        ? say('staff.refused')
        : problem.title,
    by === undefined ? problem.detail : say('desk.nothingChanged'),
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
  );
}
