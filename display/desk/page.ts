/** The officer's screen at one counter: call, serve, finish, next, by mouse, touch or keys alone. */
import type { DeskPageData } from '../../server/protocol/page.js';
import { speaker } from '../../server/domain/wording.js';
import { Crew } from '../shared/crew.js';
import { isAttended, startDesk } from '../shared/desk-state.js';
import { listenForInputs, listenForPresses, need } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { type StaffScreen, openStaffScreen } from '../shared/staff-screen.js';
import { DeskActions } from './desk-actions.js';
import { listenForKeys } from './desk-keys.js';
import { drawDesk } from './desk-view.js';
import { openStrip } from './strip.js';

const data = readPageData<DeskPageData>(document, 'desk');
const state = startDesk();
const crew = new Crew(data.site, () => screen.redraw());

const screen: StaffScreen = openStaffScreen<DeskPageData>({
  data,
  window: data.counter.id + location.hash,
  attended: () => isAttended(actions.desk()),
  draw: () => {
    actions.look();
    drawDesk({
      desk: actions.desk(),
      state,
      screen,
      mayBatch: data.me.person.role === 'officer',
      nameOf: (person) => crew.nameOf(person),
    });
  },
  said: (pending, body) => actions.commands.said(pending, body),
  onAccepted: (pending) => actions.settled(pending),
  onRefused: (pending) => actions.settled(pending),
});
const actions: DeskActions = new DeskActions(screen, state, data.counter);

async function strip(): Promise<void> {
  const { words, counter, offset } = data;
  const said = await openStrip(counter.number, words, speaker(words, offset));
  need('#strip-said', HTMLElement).textContent = said;
}

listenForPresses(document.body, (what, press) => {
  if (what === 'open-strip') return void strip();
  actions.press(what, press);
  screen.redraw();
});
listenForInputs(document.body, (name, value) => {
  if (actions.input(name, value)) screen.redraw();
});
listenForKeys(screen.guard);
