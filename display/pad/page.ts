/** The call pad of a counter, on a spare phone or tablet: one touch a person, without looking. */
import type { DeskPageData } from '../../server/protocol/page.js';
import { DeskActions } from '../desk/desk-actions.js';
import { Crew } from '../shared/crew.js';
import { isAttended, startDesk } from '../shared/desk-state.js';
import { listenForPresses } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { keepAwake } from '../shared/secure-context.js';
import { type StaffScreen, openStaffScreen } from '../shared/staff-screen.js';
import { drawPad } from './pad-view.js';

const data = readPageData<DeskPageData>(document, 'pad');
const state = startDesk();
const crew = new Crew(data.site, () => screen.redraw());

const screen: StaffScreen = openStaffScreen<DeskPageData>({
  data,
  window: `${data.counter.id}#pad`,
  attended: () => isAttended(actions.desk()),
  draw: () => {
    actions.look();
    drawPad(actions.desk(), state, screen, (person) => crew.nameOf(person));
  },
  said: (pending, body) => actions.commands.said(pending, body),
  onAccepted: (pending) => actions.settled(pending),
  onRefused: (pending) => actions.settled(pending),
});
const actions: DeskActions = new DeskActions(screen, state, data.counter);

keepAwake();
listenForPresses(document.body, (what, press) => {
  actions.press(what, press);
  screen.redraw();
});
