/** Draws the door: the list of groups beside the page that is open, notices above, undo below. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Child, h, need, patch } from '../shared/dom.js';
import { message, undoLine } from '../shared/staff-parts.js';
import { rerouteBody, rerouteFoot } from '../shared/staff-reroute.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { troubleMessage } from '../shared/staff-clock.js';
import { type Scene, groupOf } from '../shared/staff-site.js';
import type { DoorPart, DoorTab, Drawn } from './door-part.js';
import type { DoorPage, DoorState } from './door-state.js';
import { findView } from './find-view.js';
import { type HomeAbove, homeView } from './home-view.js';
import { ISSUE } from './issue.js';
import { keptCards, keptModel } from './numbers/kept-view.js';
import { slipView } from './slip-view.js';
import { ticketHead, ticketView } from './ticket-view.js';

/** @param above what stands over the groups on the first page */
export function drawDoor(
  screen: StaffScreen,
  state: DoorState,
  parts: readonly DoorPart[],
  above: (scene: Scene) => HomeAbove,
): void {
  const scene = screen.scene();
  const { page } = state;
  const connected = scene.link.kind !== 'connecting';
  need('#panes', HTMLElement).setAttribute('aria-busy', connected ? 'false' : 'true');
  document.body.dataset['page'] = page.name;
  const drawn = drawPart(parts, scene, page) ?? draw(screen, scene, state);

  patch(
    need('#bar-title', HTMLElement),
    drawn.back
      ? h('button', { type: 'button', class: 'bar__back', 'data-do': 'back' }, [
          '‹ ',
          h('span', { class: 'bar__where' }, drawn.title),
        ])
      : drawn.title,
    (drawn.count ?? 0) > 0 && [' ', h('span', { class: 'bar__count' }, drawn.count)],
  );
  patch(need('#tabs', HTMLElement), tabs(scene, page, parts));
  patch(need('#notices', HTMLElement), notices(screen, scene));
  patch(
    need('#bars', HTMLElement),
    parts.map((part) => part.bars(scene, page)),
  );
  if (connected) {
    patch(
      need('#home', HTMLElement),
      homeView({
        ...keptModel(screen, scene, 'home'),
        above: above(scene),
      }),
    );
    patch(need('#work-body', HTMLElement), drawn.body);
    patch(need('#work-foot', HTMLElement), drawn.foot);
  }
  patch(
    need('#undo-place', HTMLElement),
    UNDO_PAGES.includes(page.name) && newestUndo(screen, scene, parts),
  );
  speak(scene, state);
}

/** The line that takes back what was done last, in the queue or by a part beside it. */
function newestUndo(screen: StaffScreen, scene: Scene, parts: readonly DoorPart[]): Child {
  const { last } = screen.commands;
  const own = parts
    .flatMap((part) => part.undo?.(scene) ?? [])
    .filter(({ at }) => last === null || at > last.at)
    .sort((one, other) => other.at - one.at)[0];
  return own?.line ?? undoLine(last, scene.now, scene.words.say, scene.link.kind !== 'live');
}

function drawPart(parts: readonly DoorPart[], scene: Scene, page: DoorPage): Drawn | null {
  for (const part of parts) {
    const drawn = part.draw(scene, page);
    if (drawn !== null) return drawn;
  }
  return null;
}

/** Pages on which the last thing done can be taken back. */
const UNDO_PAGES: readonly DoorPage['name'][] = ['home', 'find', 'ticket', 'counter'];

/** Steps from the first page to a number. */
const HOME_PAGES: readonly DoorPage['name'][] = [
  'home',
  'group',
  'procedure',
  'papers',
  'shown',
  'quiet',
  'more',
  'slip',
];

const FIND_PAGES: readonly DoorPage['name'][] = ['find', 'ticket', 'reroute', 'scan', 'pool'];

/** The tabs of the door itself, with those of its parts between them. */
function tabs(scene: Scene, page: DoorPage, parts: readonly DoorPart[]): Child[] {
  const { say } = scene.words;
  const all: DoorTab[] = [
    { name: 'home', label: say('door.tab.home'), pages: HOME_PAGES },
    { name: 'find', label: say('door.tab.find'), pages: FIND_PAGES },
    ...parts.flatMap((part) => part.tab(scene) ?? []),
  ];
  const order = ['home', 'rush', 'find', 'assists'];
  all.sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  return all.map(({ name, label, pages }) =>
    h(
      'button',
      {
        type: 'button',
        class: 'tab',
        id: `tab-${name}`,
        'data-do': 'tab',
        'data-value': name,
        'aria-current': pages.includes(page.name) ? 'page' : null,
      },
      label,
    ),
  );
}

function draw(screen: StaffScreen, scene: Scene, state: DoorState): Drawn {
  const { say } = scene.words;
  const { page } = state;
  const off = scene.link.kind !== 'live';
  const find = (): Drawn => ({
    title: say('door.tab.find'),
    back: false,
    body: [
      page.name !== 'home' && keptCards(keptModel(screen, scene, 'work')),
      findView(scene, state.query),
    ],
    foot: [],
  });
  switch (page.name) {
    case 'home':
    default:
      return { ...find(), title: say('door.tab.home') };
    case 'find':
      return find();
    case 'slip': {
      const ticket = ticketOf(scene, state, page.ticket);
      if (ticket === undefined) return find();
      const model = {
        scene,
        ticket,
        answer: state.given.get(ticket.id) ?? null,
        last: screen.commands.last,
        how: state.how,
        here: state.here,
        pending: screen.outbox.pending(),
        printing: screen.outbox.underWay('reprint', { subject: ticket.id }),
      };
      return { title: say('door.slip.title'), back: false, ...slipView(model) };
    }
    case 'ticket':
    case 'reroute': {
      const ticket = ticketOf(scene, state, page.ticket);
      if (ticket === undefined) return find();
      const title = say('door.tab.find');
      const read = state.given.get(ticket.id);
      const ahead = ticket.state === 'waiting' && read?.rev === ticket.rev ? read.ahead : null;
      if (page.name === 'ticket') {
        return {
          title,
          back: true,
          body: ticketView({
            ...{ scene, ticket, ahead, off },
            asking: state.asking,
            noteText: state.notes.get(ticket.id) ?? null,
            note: state.note,
          }),
          foot: [],
        };
      }
      const body = [ticketHead(scene, ticket, ahead), rerouteBody(scene, ticket, state.reroute)];
      return { title, back: true, body, foot: rerouteFoot(scene, ticket, state.reroute, off) };
    }
  }
}

/** The newest that is known: the board, or the answer that the board has not caught up with. */
function ticketOf(scene: Scene, state: DoorState, id: string): Ticket | undefined {
  const onBoard = scene.board.tickets[id];
  const answered = state.given.get(id);
  if (onBoard === undefined) return answered;
  return answered !== undefined && answered.rev > onBoard.rev ? answered : onBoard;
}

function notices(screen: StaffScreen, scene: Scene): Child[] {
  const { say, spokenTime } = scene.words;
  const { problem } = screen.commands;
  const unanswered = screen.outbox.unanswered();
  const issuing = unanswered.some(({ kind }) => kind === ISSUE);
  const lost =
    scene.link.kind === 'stale'
      ? say('staff.lostSince', { time: spokenTime(scene.link.since) })
      : '';
  return [
    unanswered.length > 0
      ? message('warn', say(issuing ? 'door.notGiven' : 'staff.noAnswer'), [
          lost,
          ' ',
          say('door.savedHere'),
        ])
      : lost !== '' && message('warn', lost, say('staff.oldFigures')),
    troubleMessage(scene),
    problem !== null &&
      message(
        'stop',
        problem.title === '' ? say('staff.refused') : problem.title,
        problem.detail,
        h(
          'button',
          { type: 'button', class: 'button', 'data-do': 'dismiss' },
          say('staff.understood'),
        ),
      ),
  ];
}

let spoken = '';

/** Says a new number once to those who do not see it. */
function speak(scene: Scene, state: DoorState): void {
  const ticket = state.page.name === 'slip' ? ticketOf(scene, state, state.page.ticket) : undefined;
  if (ticket === undefined || spoken === ticket.id) return;
  spoken = ticket.id;
  need('#spoken', HTMLElement).textContent = scene.words.say('door.spoken', {
    number: ticket.number,
    group: groupOf(scene.site, ticket.group)?.name ?? '',
  });
}
