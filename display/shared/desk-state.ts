/** How a counter stands for whoever works it, at the desk or from the door: one of a few stages, folded from the board. */
import { lineTime } from '../../server/domain/line-time.js';
import type { Counter } from '../../server/protocol/counter.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { RerouteChoice } from './staff-reroute.js';
import { type Scene, type StaffCounter, counterToday, groupsServed, heldBy } from './staff-site.js';

/** Something is being asked of the officer in the place where outcomes stand. */
type Panel = 'park' | 'reroute' | 'pick';

/** What the desk remembers beside the board. */
export interface DeskState {
  panel: Panel | null;
  reroute: RerouteChoice;
  /** Outcome chosen for the ticket that is being served. */
  outcome: string | null;
  /** Ticket for which panel and outcome were chosen: another one starts afresh. */
  about: string | null;
  /** Notes from the door by ticket id; `null` while one is fetched or where none came. */
  notes: Map<string, string | null>;
}

type Stage =
  | { kind: 'connecting' }
  | { kind: 'closed' }
  | { kind: 'paused' }
  | { kind: 'free' }
  /** `after`: pausing was asked for while somebody is here. */
  | { kind: 'called' | 'serving'; ticket: Ticket; since: number; after: boolean };

export interface Desk {
  scene: Scene;
  counter: StaffCounter;
  today: Counter;
  stage: Stage;
  /** Everybody at this counter; more than one only after a batch call. */
  held: readonly Ticket[];
  /** Those who wait for this counter and may be called now. */
  ready: number;
}

export function deskOf(scene: Scene, counter: StaffCounter): Desk {
  const today = counterToday(scene.board, counter.id);
  const held = heldBy(scene.board, counter.id);
  const line = lineTime(scene.board, scene.now);
  return {
    scene,
    counter,
    today,
    held,
    stage: stageOf(scene, today, held),
    ready: waitingFor(scene, counter.id).filter((ticket) => ticket.readyAt <= line).length,
  };
}

function stageOf(scene: Scene, today: Counter, held: readonly Ticket[]): Stage {
  if (scene.link.kind === 'connecting') return { kind: 'connecting' };
  const [ticket] = held;
  if (ticket !== undefined) {
    const after = today.state === 'paused';
    if (ticket.state === 'serving') {
      return { kind: 'serving', ticket, since: ticket.startedAt ?? scene.now, after };
    }
    const { needsStart, walkingSeconds } = scene.site.rules;
    const called = ticket.calledAt ?? scene.now;
    const arrives = (ticket.lastCallAt ?? called) + walkingSeconds * 1000;
    // Where "Đã đến" is not asked for, a called person is taken to be here after the walk (design §4).
    if (!needsStart && scene.now >= arrives) {
      return { kind: 'serving', ticket, since: called + walkingSeconds * 1000, after };
    }
    return { kind: 'called', ticket, since: called, after };
  }
  if (today.state === 'paused') return { kind: 'paused' };
  return { kind: today.state === 'open' ? 'free' : 'closed' };
}

/** Waiting tickets that this counter takes: addressed to it first, then by the time they stand in line by. */
export function waitingFor(scene: Scene, counter: string): Ticket[] {
  const served = new Set(groupsServed(scene, counter).map((group) => group.id));
  return Object.values(scene.board.tickets)
    .filter(
      (ticket) =>
        ticket.state === 'waiting' &&
        (ticket.to === counter || (ticket.to === null && served.has(ticket.group))),
    )
    .sort(
      (one, other) =>
        Number(other.to === counter) - Number(one.to === counter) ||
        one.readyAt - other.readyAt ||
        (one.id < other.id ? -1 : 1),
    );
}

/** Parked here, or parked from the line in a group that this counter serves. */
export function parkedFor(scene: Scene, counter: string): Ticket[] {
  const served = new Set(groupsServed(scene, counter).map((group) => group.id));
  return ofState(scene, 'parked').filter((ticket) =>
    ticket.parkedBy === null ? served.has(ticket.group) : ticket.parkedBy === counter,
  );
}

export function missedAt(scene: Scene, counter: string): Ticket[] {
  return ofState(scene, 'missed').filter((ticket) => ticket.counter === counter);
}

function ofState(scene: Scene, state: Ticket['state']): Ticket[] {
  return Object.values(scene.board.tickets)
    .filter((ticket) => ticket.state === state)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** What the main button does now; `null` where nothing can be done. */
export type MainAction = 'open' | 'call-next' | 'start' | 'finish-next' | 'finish';

export function mainAction(desk: Desk): MainAction | null {
  const { stage, scene } = desk;
  switch (stage.kind) {
    case 'connecting':
      return null;
    case 'closed':
    case 'paused':
      return 'open';
    case 'free':
      return desk.ready > 0 ? 'call-next' : null;
    case 'called':
    case 'serving':
      if (stage.ticket.state === 'called' && scene.site.rules.needsStart) return 'start';
      // A counter that pauses after this one, or still has others of a batch, calls nobody else.
      return stage.after || desk.held.length > 1 ? 'finish' : 'finish-next';
  }
}
