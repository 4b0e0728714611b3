/**
 * What the people of the hall do beside the queue: help without a number, calls for help, who fetches
 * whom, what became of the paper. Written by the command `record`, folded into the staff's board.
 */
import type { Role } from './people.js';

/** Kinds of help that are counted with one tap. */
export const ASSIST_TYPES = [
  'answer',
  'vneid',
  'filing',
  'form',
  'scan',
  'payment',
  'result',
  'app',
  'device',
  'rating',
  'leaflet',
] as const;
export type AssistType = (typeof ASSIST_TYPES)[number];

/** The three columns of the volunteers' reports: tuyên truyền, hướng dẫn, hỗ trợ. */
export const ASSIST_COLUMNS = ['outreach', 'guidance', 'support'] as const;
export type AssistColumn = (typeof ASSIST_COLUMNS)[number];
export const COLUMN_OF: Readonly<Record<AssistType, AssistColumn>> = {
  answer: 'guidance',
  vneid: 'support',
  filing: 'support',
  form: 'support',
  scan: 'support',
  payment: 'support',
  result: 'guidance',
  app: 'support',
  device: 'guidance',
  rating: 'guidance',
  leaflet: 'outreach',
};

/** Why somebody calls a volunteer. The last is an officer's. */
export const HELP_CAUSES = ['help', 'unsure', 'paper', 'counter'] as const;
export type HelpCause = (typeof HELP_CAUSES)[number];

/** What a citizen holds in the hand: the printed slip, a picture of the screen, a number by hand. */
export const HAND_OVERS = ['paper', 'screen', 'written'] as const;
export type HandOver = (typeof HAND_OVERS)[number];

export const TEAM_EVENTS = [
  'assist.given',
  'assist.undone',
  'help.asked',
  'help.taken',
  'help.ended',
  'escort.taken',
  'slip.handed',
  'sound.taken',
] as const;
export type TeamEventType = (typeof TEAM_EVENTS)[number];

export function isTeamEvent<E extends { type: string }>(
  event: E,
): event is Extract<E, { type: TeamEventType }> {
  return (TEAM_EVENTS as readonly string[]).includes(event.type);
}

/** Where help is wanted: at a kiosk (device) or a counter, by id. */
export interface HelpPlace {
  kind: 'kiosk' | 'counter';
  id: string;
}

/**
 * Ids and stable words only, as all data of the journal. `number`, and `type` and `place` of what an entry
 * takes up again, are for who reads the journal: no fold looks at them.
 */
export interface TeamData {
  'assist.given': { type: AssistType; ticket: string | null; number?: string };
  'assist.undone': { assist: string; type?: AssistType };
  'help.asked': { place: HelpPlace; cause: HelpCause };
  /** `instead`: who was going until now, as whoever takes it knew; else nothing changes. */
  'help.taken': { help: string; place?: HelpPlace; instead: string | null };
  'help.ended': { help: string; place?: HelpPlace };
  /** For the present call of the ticket (`calledAt`). */
  'escort.taken': { ticket: string; number?: string; calledAt: number; instead: string | null };
  /** `copy`: the slip that was seen; 0 where none was printed. */
  'slip.handed': { ticket: string; number?: string; copy: number; how: HandOver };
  /** For the trouble of that time. */
  'sound.taken': { zone: string; since: number; instead: string | null };
}

/** A team event without its place in the journal. */
export type TeamEvent = {
  [T in TeamEventType]: { type: T; data: TeamData[T]; actor: string };
}[TeamEventType];

/** Ids of assists and helps are the seq of their first entry, as text. */
export interface Assist {
  id: string;
  type: AssistType;
  ticket: string | null;
  by: string;
  at: number;
}
export interface HelpCall {
  id: string;
  place: HelpPlace;
  cause: HelpCause;
  at: number;
  /** Who is going there, and since when. */
  takenBy: string | null;
  takenAt: number | null;
}
/** Who fetches the citizen of a ticket, for the call of that time. */
export interface Escort {
  by: string;
  at: number;
  calledAt: number;
}
/** Who looks after the sound of a zone, for the trouble that began at `since`. */
export interface SoundTaken {
  by: string;
  at: number;
  since: number;
}
export interface Handed {
  copy: number;
  how: HandOver;
}
/** What stands beside the queue today. */
export interface TeamBoard {
  /** By id, without those taken back. */
  assists: Record<string, Assist>;
  /** By id, without those that ended. */
  helps: Record<string, HelpCall>;
  /** By ticket id. */
  escorts: Record<string, Escort>;
  /** By ticket id. */
  handed: Record<string, Handed>;
  /** By zone id. */
  sounds: Record<string, SoundTaken>;
  /** By kiosk: when its newest call for help ended. It may not ring again at once. */
  helpedAt: Record<string, number>;
}

/** Seconds after a call for help ended before the same kiosk may ring again. */
export const HELP_GAP_SECONDS = 30;

/** Somebody who works at the site, as colleagues know them. */
export interface CrewMember {
  /** The actor of what they do. */
  id: string;
  name: string;
  role: Role;
  /** 1 to 4 of `A–Z` and `0–9` for slips, unique within the site; never a name (`domain/marks.ts`). */
  mark: string;
}
/** `GET …/crew` */
export interface CrewAnswer {
  people: CrewMember[];
  /** They call for help under their own id. */
  kiosks: { id: string; name: string }[];
}

/** `POST …/assists` */
export interface AssistBody {
  type: AssistType;
  /** Id of a ticket of today. */
  ticket?: string;
}
/** `POST …/help`: a kiosk names no counter, whoever works at one names it with the cause `counter`. */
export interface HelpBody {
  cause: HelpCause;
  counter?: string;
}
/** `POST …/help/{help}/take` and `POST …/tickets/{ticket}/escort`: who was going, as the screen knew. */
export interface TakeBody {
  instead: string | null;
}
/** `POST …/sounds/{zone}/take`: `since` of the trouble, as it was told. */
export interface TakeSoundBody extends TakeBody {
  since: number;
}
/** `POST …/tickets/{ticket}/handed` */
export type HandedBody = Handed;
