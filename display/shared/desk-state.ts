/** How a counter stands for whoever works it, at the desk or from the door: one of a few stages, folded from the board. */
import { lineTime } from '../../server/domain/line-time.js';
import { plausibleService } from '../../server/domain/service-times.js';
import type { Counter } from '../../server/protocol/counter.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { type RerouteChoice, blankReroute } from './staff-reroute.js';
import {
  type Scene,
  type StaffCounter,
  type StaffSite,
  counterToday,
  groupOf,
  groupsServed,
  heldBy,
} from './staff-site.js';

/** Something is being asked of the officer in the place where outcomes stand. */
type Panel = 'park' | 'reroute' | 'pick' | 'next' | 'note' | 'batch';

/** What the desk remembers beside the board. */
export interface DeskState {
  panel: Panel | null;
  reroute: RerouteChoice;
  /** Outcome chosen for the ticket that is being served. */
  outcome: string | null;
  /** Day on which its result can be collected, `YYYY-MM-DD`. */
  resultDate: string | null;
  /** A day that is being typed; `null` while the field is away. */
  dayTyped: string | null;
  /** "Xong, nghỉ" was pressed where an outcome is owed: the outcome finishes, and nobody is called. */
  resting: boolean;
  /** Ticket for which panel and outcome were chosen: another one starts afresh. */
  about: string | null;
  /** Who of a batch stands at the counter; `null`: the first. */
  turn: string | null;
  /** Ids of those who are to be called together. */
  batch: readonly string[];
  /** Part of a number that somebody looks for. */
  query: string;
  /** A note that is being written; `null` while nobody touched it. */
  noteTyped: string | null;
  /** Tickets that were said to be served still, past the end of a session. */
  stillServed: ReadonlySet<string>;
  /** Texts of notes of those who are here, by ticket id, as far as they were fetched. */
  notes: Map<string, NoteKnown>;
}

/** A note as it was when the ticket had that `rev`. */
export interface NoteKnown {
  rev: number;
  text: string;
}

/** What the note of a ticket says now, '' where it has none; `null` while that is not known. */
export function noteText({ notes }: Pick<DeskState, 'notes'>, ticket: Ticket): string | null {
  if (!ticket.note) return '';
  const known = notes.get(ticket.id);
  return known !== undefined && known.rev >= ticket.rev ? known.text : null;
}

export function startDesk(): DeskState {
  return {
    panel: null,
    reroute: blankReroute(),
    outcome: null,
    resultDate: null,
    dayTyped: null,
    resting: false,
    about: null,
    turn: null,
    batch: [],
    query: '',
    noteTyped: null,
    stillServed: new Set(),
    notes: new Map(),
  };
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

/** @param turn who of a batch is at the counter, if it is not the first */
export function deskOf(scene: Scene, counter: StaffCounter, turn: string | null = null): Desk {
  const today = counterToday(scene.board, counter.id);
  const held = heldBy(scene.board, counter.id);
  const here = held.find(({ id }) => id === turn) ?? held[0];
  const line = lineTime(scene.board, scene.now);
  return {
    scene,
    counter,
    today,
    held,
    stage: stageOf(scene, today, here),
    ready: waitingFor(scene, counter.id).filter((ticket) => ticket.readyAt <= line).length,
  };
}

function stageOf(scene: Scene, today: Counter, ticket: Ticket | undefined): Stage {
  if (scene.link.kind === 'connecting') return { kind: 'connecting' };
  if (ticket !== undefined) {
    const after = today.state === 'paused';
    if (ticket.state === 'serving') {
      return { kind: 'serving', ticket, since: ticket.startedAt ?? scene.now, after };
    }
    const { needsStart, walkingSeconds } = scene.site.rules;
    const called = ticket.calledAt ?? scene.now;
    const arrives = (ticket.lastCallAt ?? called) + walkingSeconds * 1000;
    // Where "Đã đến" is not asked for, a called person is taken to be here after the walk.
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

/** Parked here, or parked from the line in a group that this counter serves; longest first. */
export function parkedFor(scene: Scene, counter: string): Ticket[] {
  const served = new Set(groupsServed(scene, counter).map((group) => group.id));
  return ofState(scene, 'parked')
    .filter((ticket) =>
      ticket.parkedBy === null ? served.has(ticket.group) : ticket.parkedBy === counter,
    )
    .sort((one, other) => parkedSince(scene, one) - parkedSince(scene, other));
}

export function parkedSince({ board }: Pick<Scene, 'board'>, ticket: Ticket): number {
  return board.parkedAt[ticket.id] ?? ticket.calledAt ?? ticket.issuedAt;
}

/** Those who wait for a signature or have it: who may be called together. Those who have it first. */
export function batchable(scene: Scene, counter: string): Ticket[] {
  const parked = parkedFor(scene, counter);
  const of = (reason: string): Ticket[] => parked.filter((ticket) => ticket.reason === reason);
  return [...of('ready'), ...of('signature')];
}

/** Done at this counter today, last first. */
export function doneAt(scene: Scene, counter: string): Ticket[] {
  return ofState(scene, 'done')
    .filter((ticket) => ticket.counter === counter)
    .sort((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0));
}

/** Usual minutes of what somebody is here for. */
export function usualMinutes(site: StaffSite, ticket: Ticket): number {
  const procedure = site.procedures.find((known) => known.id === ticket.procedure);
  return procedure?.minutes ?? groupOf(site, ticket.group)?.minutes ?? 0;
}

/**
 * Somebody is being served, so somebody serves: a pad that lies beside them must not ask for a PIN before
 * the next call. A service that nobody ended says nothing any more.
 */
export function isAttended({ scene, stage }: Pick<Desk, 'scene' | 'stage'>): boolean {
  if (!('ticket' in stage)) return false;
  const usual = usualMinutes(scene.site, stage.ticket);
  return plausibleService(scene.now - stage.since, usual) !== 'long';
}

/** An outcome is owed before somebody can be let go, and one key or touch gives it. */
export function owesOutcome({ scene, stage }: Pick<Desk, 'scene' | 'stage'>): boolean {
  const { rules, outcomes } = scene.site;
  if (!('ticket' in stage) || !rules.needsOutcome || outcomes.length === 0) return false;
  return !(stage.ticket.state === 'called' && rules.needsStart);
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

/** What the main button says that it will do. */
export function mainLabel({ scene, stage, counter }: Desk, action: MainAction | null): string {
  const { say } = scene.words;
  switch (action) {
    case null:
      return say(stage.kind === 'connecting' ? 'shared.connecting' : 'desk.nobodyToCall');
    case 'open':
      return say(stage.kind === 'paused' ? 'desk.reopen' : 'desk.open', {
        counter: counter.number,
      });
    case 'call-next':
      return say('desk.callNext');
    case 'start':
      return say('desk.start');
    case 'finish-next':
      return say('desk.finishNext');
    case 'finish':
      return say('desk.finish');
  }
}
