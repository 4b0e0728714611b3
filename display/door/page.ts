/** The volunteers' screen at the door: the need, a number, its paper; then undo and care. */
import type { DoorPageData } from '../../server/protocol/page.js';
import { need as element, listenForPresses, type Press } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { type StaffScreen, openStaffScreen } from '../shared/staff-screen.js';
import { DoorActions } from './door-actions.js';
import type { DoorPart } from './door-part.js';
import { drawDoor } from './door-view.js';
import { NumbersPart } from './numbers/numbers-part.js';
import { openNeed } from './need/need.js';
import { peopleParts } from './people/people-parts.js';
import { type DoorPage, hashOf, pageOf, parentOf, startState, turnTo } from './door-state.js';

const data = readPageData<DoorPageData>(document, 'door');
const state = startState(location.hash);

const screen: StaffScreen = openStaffScreen<DoorPageData>({
  data,
  draw: () => {
    if (need.part.isLost()) go({ name: 'home' }, 'replace');
    people.look();
    drawDoor(screen, state, parts, (scene) => need.part.home(scene));
  },
  onAccepted: (pending, body) => {
    if (!parts.some((part) => part.accepted(pending, body))) actions.accepted(pending, body);
  },
  said: (pending, body) => people.said(pending, body),
  onRefused: (pending) => {
    screen.guard.hold();
    for (const part of parts) part.refused?.(pending);
  },
});

/** Marks pages that were reached from another page of the door: going back stays within it. */
const INSIDE = 'inside';

/** `replace`: the page that is left must not come back under the phone's back button. */
function go(page: DoorPage, how: 'push' | 'replace' = 'push'): void {
  if (how === 'replace') history.replaceState(history.state, '', hashOf(page));
  else if (hashOf(page) !== location.hash) history.pushState(INSIDE, '', hashOf(page));
  turnTo(state, page);
  screen.redraw();
  element('#work-body', HTMLElement).scrollTop = 0;
}

/** One step out: the way one came, or to where the page belongs when it was opened directly. */
function leave(): void {
  if (history.state === INSIDE) history.back();
  else go(parentOf(state.page), 'replace');
}

const actions: DoorActions = new DoorActions(screen, state, go, leave);
const need = openNeed({
  data,
  screen,
  state,
  go,
  give: (group, body) => actions.give(group, body),
});
const people = peopleParts({
  screen,
  me: data.me.person,
  site: data.site,
  speed: data.speed,
  page: () => state.page,
});
const numbers = new NumbersPart({
  screen,
  state,
  go,
  data,
  show: (ticket) => actions.press('ticket', { value: ticket }),
  resume: (ticket) => actions.act('resume', ticket, ticket.id),
});
/** Each part is asked in turn; the first whose page, press or answer it is takes it. */
const parts: readonly DoorPart[] = [...need.parts, numbers, ...people.parts];
actions.lookAtOpenTicket();

window.addEventListener('popstate', () => {
  turnTo(state, pageOf(location.hash));
  actions.lookAtOpenTicket();
  screen.redraw();
});
listenForPresses(document.body, (what: string, press: Press) => {
  if (!parts.some((part) => part.press(what, press))) actions.press(what, press);
  screen.redraw();
});
document.body.addEventListener('keydown', (event) => need.part.key(event));
document.body.addEventListener('input', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return;
  const name = target.dataset['input'] ?? '';
  if (parts.some((part) => part.input(name, target.value))) return screen.redraw();
  if (name === 'query') state.query = target.value;
  if (name === 'note-text') state.note = target.value;
  screen.redraw();
});
