/** What the volunteers' screen remembers beside the board: which page is open, what is chosen. */
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { HandOver } from '../../server/protocol/team.js';
import type { PrintedHere } from './numbers/here-view.js';
import { type RerouteChoice, blankReroute } from '../shared/staff-reroute.js';
import type { PriorityClass } from '../../server/protocol/ticket.js';

/**
 * Pages of the door's parts (`door-part.ts`). `id`: of the procedure, the group (also of the rush or of the
 * quiet hours), the counter; '' where there is nothing to name.
 */
export const PART_PAGES = [
  'group',
  'procedure',
  'papers',
  'shown',
  'quiet',
  'rush',
  'scan',
  'pool',
  'alarms',
  'assists',
  'counter',
  'load',
] as const;
export type PartPage = (typeof PART_PAGES)[number];

/** The pages of the door; they live in the address, so that the phone's back button works. */
export type DoorPage =
  | { name: 'home' }
  | { name: 'find' }
  | { name: PartPage; id: string }
  | { name: 'more'; group: string }
  | { name: 'slip'; ticket: string }
  | { name: 'ticket'; ticket: string }
  | { name: 'reroute'; ticket: string };

/** What is wished for one number beside its group. */
export interface MoreChoice {
  /** Of the group that the page names; `null` where only the group is known. */
  procedure: string | null;
  /** Code of the papers that were looked through before. */
  papers: string | null;
  priority: PriorityClass | null;
  /** Tag of the language wanted. */
  language: string | null;
  escort: boolean;
  /** Further groups in the order of going there, at most 4. */
  stops: readonly string[];
  note: string;
}
export const MAX_STOPS = 4;
export const MAX_NOTE = 140;

export function blankMore(): MoreChoice {
  return {
    procedure: null,
    papers: null,
    priority: null,
    language: null,
    escort: false,
    stops: [],
    note: '',
  };
}

export interface DoorState {
  page: DoorPage;
  more: MoreChoice;
  reroute: RerouteChoice;
  /** The reasons to cancel or to keep a place are shown on the ticket's page. */
  asking: 'cancel' | 'park' | 'note' | null;
  query: string;
  /** Answers to numbers given from this page, by ticket id: expected time, people ahead. */
  given: Map<string, TicketAnswer>;
  /** Where a slip that was opened again leads back to; `null`: to the first page. */
  back: DoorPage | null;
  /** Numbers that came while another slip was in the hand, oldest first. */
  toHand: string[];
  /** What will be in the citizen's hand; `null`: what suits the printer's answer. */
  how: HandOver | null;
  /** What became of the slip on this computer's own printer, while its page is open. */
  here: PrintedHere | null;
  /** The text of the note of the ticket that is open, by its id, once the server told it. */
  notes: Map<string, string | null>;
  /** A note that is being written on the ticket's page; `null` while none is. */
  note: string | null;
}

export function startState(hash: string): DoorState {
  return {
    page: pageOf(hash),
    more: blankMore(),
    reroute: blankReroute(),
    asking: null,
    query: '',
    given: new Map(),
    back: null,
    toHand: [],
    how: null,
    here: null,
    notes: new Map(),
    note: null,
  };
}

/** Turns to a page. What was asked, or half written, is about the one that was left. */
export function turnTo(state: DoorState, page: DoorPage): void {
  state.page = page;
  state.asking = null;
  state.how = null;
  state.here = null;
  for (const id of state.notes.keys()) {
    if (!('ticket' in page) || page.ticket !== id) state.notes.delete(id);
  }
}

export function pageOf(hash: string): DoorPage {
  const [name = '', id = ''] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  switch (name) {
    case 'find':
      return { name };
    case 'more':
      return { name, group: id };
    case 'slip':
    case 'ticket':
    case 'reroute':
      return { name, ticket: id };
    default: {
      const part = PART_PAGES.find((known) => known === name);
      return part === undefined ? { name: 'home' } : { name: part, id };
    }
  }
}

/** The page that one step out of this one leads to. */
export function parentOf(page: DoorPage): DoorPage {
  switch (page.name) {
    case 'ticket':
    case 'scan':
    case 'pool':
      return { name: 'find' };
    case 'reroute':
      return { name: 'ticket', ticket: page.ticket };
    case 'alarms':
    case 'load':
      return { name: 'assists', id: '' };
    case 'counter':
      return { name: 'load', id: '' };
    case 'shown':
      return { name: 'papers', id: page.id };
    case 'home':
    case 'find':
    case 'more':
    case 'slip':
    default:
      return { name: 'home' };
  }
}

export function hashOf(page: DoorPage): string {
  switch (page.name) {
    case 'home':
      return '#/';
    case 'find':
      return '#/find';
    case 'more':
      return `#/more/${encodeURIComponent(page.group)}`;
    case 'slip':
    case 'ticket':
    case 'reroute':
      return `#/${page.name}/${encodeURIComponent(page.ticket)}`;
    default:
      return `#/${page.name}/${encodeURIComponent(page.id)}`;
  }
}
