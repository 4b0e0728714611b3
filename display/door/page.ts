/** The volunteers' screen at the door: one tap on a group gives a number; then paper, undo, care. */
import type { DoorPageData } from '../../server/protocol/page.js';
import { listenForPresses, need, type Press } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { saidByPress } from '../shared/staff-commands.js';
import { type StaffScreen, openStaffScreen } from '../shared/staff-screen.js';
import { DoorActions } from './door-actions.js';
import type { DoorPart } from './door-part.js';
import { drawDoor } from './door-view.js';
import { type DoorPage, hashOf, pageOf, parentOf, startState } from './door-state.js';

const data = readPageData<DoorPageData>(document, 'door');
const state = startState(location.hash);

const screen: StaffScreen = openStaffScreen<DoorPageData>({
  data,
  draw: () => drawDoor(screen, state, parts),
  onAccepted: (pending, body) => {
    if (!parts.some((part) => part.accepted(pending, body))) actions.accepted(pending, body);
  },
  said: saidByPress,
  onRefused: () => screen.guard.hold(),
});

/** Marks pages that were reached from another page of the door: going back stays within it. */
const INSIDE = 'inside';

/** `replace`: the page that is left must not come back under the phone's back button. */
function go(page: DoorPage, how: 'push' | 'replace' = 'push'): void {
  if (how === 'replace') history.replaceState(history.state, '', hashOf(page));
  else if (hashOf(page) !== location.hash) history.pushState(INSIDE, '', hashOf(page));
  state.page = page;
  state.asking = null;
  screen.redraw();
  need('#work-body', HTMLElement).scrollTop = 0;
}

/** One step out: the way one came, or to where the page belongs when it was opened directly. */
function leave(): void {
  if (history.state === INSIDE) history.back();
  else go(parentOf(state.page), 'replace');
}

/** Each part is asked in turn; the first whose page, press or answer it is takes it. */
const parts: readonly DoorPart[] = [];
const actions: DoorActions = new DoorActions(screen, state, go, leave);
actions.lookAtOpenTicket();

window.addEventListener('popstate', () => {
  state.page = pageOf(location.hash);
  screen.redraw();
});
listenForPresses(document.body, (what: string, press: Press) => {
  if (!parts.some((part) => part.press(what, press))) actions.press(what, press);
  screen.redraw();
});
document.body.addEventListener('input', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return;
  const name = target.dataset['input'] ?? '';
  if (parts.some((part) => part.input(name, target.value))) return screen.redraw();
  if (name === 'note') state.more = { ...state.more, note: target.value };
  if (name === 'query') state.query = target.value;
  screen.redraw();
});
