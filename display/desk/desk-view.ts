/** Draws the desk: header, notices, stage, controls, undo line, side. */
import type { Desk, DeskState } from '../shared/desk-state.js';
import { type Child, h, need, patch } from '../shared/dom.js';
import { plate, undoLine } from '../shared/staff-parts.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { groupsServed } from '../shared/staff-site.js';
import { controlsView } from './controls-view.js';
import { focusMain } from './desk-actions.js';
import { helpView } from './help-view.js';
import { type Controls, pauseButton } from './keys-view.js';
import { noticesView } from './notices-view.js';
import { sideView } from './side-view.js';
import { stageView } from './stage-view.js';

export interface DeskParts {
  desk: Desk;
  state: DeskState;
  screen: StaffScreen;
  mayBatch: boolean;
  /** Who somebody is; '' while that is not known. */
  nameOf(person: string): string;
}

export function drawDesk({ desk, state, screen, mayBatch, nameOf }: DeskParts): void {
  const { scene, stage } = desk;
  const pending = screen.outbox.pending();
  const controls: Controls = { desk, state, mayBatch, pending, real: performance.now() };
  document.body.dataset['stage'] = stage.kind;
  patch(
    need('#plates', HTMLElement),
    groupsServed(scene, desk.counter.id).map((group) => [plate(group), ' ']),
  );
  patch(need('#bar-controls', HTMLElement), pauseControl(controls));
  patch(need('#notices', HTMLElement), noticesView(desk, state, screen));
  patch(need('#stage', HTMLElement), stageView(desk, state, nameOf));
  patch(need('#controls', HTMLElement), controlsView(controls));
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
  patch(need('#help', HTMLElement), helpView(controls, nameOf));
  speak(desk);
  focusField();
  if (document.activeElement === null || document.activeElement === document.body) focusMain();
}

function pauseControl(controls: Controls): Child {
  const { stage, scene } = controls.desk;
  if (stage.kind === 'closed' || stage.kind === 'connecting') return null;
  if (stage.kind === 'paused') {
    return h('span', { class: 'tag tag--paused only-wide' }, scene.words.say('desk.paused'));
  }
  return pauseButton(controls, 'button key only-wide');
}

let field = '';

/** A field that has just come is typed into at once. */
function focusField(): void {
  const found = document.querySelector('[data-focus="once"]');
  const id = found?.id ?? '';
  if (id !== field && found instanceof HTMLElement) found.focus();
  field = id;
}

let spoken = '';

/** Says once what changed on the stage to those who do not see it; the window's name says it too. */
export function speak(desk: Desk): void {
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
