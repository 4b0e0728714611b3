/** The officer's screen at one counter: call, serve, finish, next, by mouse, touch or keys alone. */
import type { DeskPageData } from '../../server/protocol/page.js';
import { listenForPresses } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { blankReroute } from '../shared/staff-reroute.js';
import { type StaffScreen, openStaffScreen } from '../shared/staff-screen.js';
import { DeskActions } from './desk-actions.js';
import { listenForKeys } from './desk-keys.js';
import type { DeskState } from '../shared/desk-state.js';
import { drawDesk } from './desk-view.js';

const data = readPageData<DeskPageData>(document, 'desk');
const state: DeskState = {
  panel: null,
  reroute: blankReroute(),
  outcome: null,
  about: null,
  notes: new Map(),
};

const screen: StaffScreen = openStaffScreen<DeskPageData>({
  data,
  counter: data.counter.id,
  draw: () => {
    actions.look();
    drawDesk(actions.desk(), state, screen);
  },
  said: (pending, body) => actions.said(pending, body),
  onAccepted: () => actions.settled(),
  onRefused: () => actions.settled(),
});
const actions: DeskActions = new DeskActions(screen, state, data.counter);

listenForPresses(document.body, (what, press) => {
  actions.press(what, press);
  screen.redraw();
});
listenForKeys(screen.guard);
