/** What somebody in a random day wants to do, without names: which ticket or counter it means shows in the hall. */
import type { RulesConfig } from '../../server/protocol/config.js';
import type { ProfileEntry } from '../../server/protocol/counter.js';
import type { TeamEventType } from '../../server/protocol/team.js';
import type { LATER_MINUTES, PARK_REASONS, PLACES } from '../../server/protocol/ticket.js';

/** One out of what is there: fitting the command, or any at all. */
export interface Pick {
  nth: number;
  fitting: boolean;
  /** Which `rev` the screen knew. */
  rev: 'none' | 'right' | 'stale';
}

/** One of the counters c1, c2, c3 in a state that fits the command, or any, even one that is not there. */
export interface Seat {
  nth: number;
  fitting: boolean;
}

/** By which hours a site gives numbers: see `commands.ts`. */
export const ANY_HOURS = ['site', 'site', 'site', 'group', 'special', 'closed', 'trial'] as const;
export type AnyHours = (typeof ANY_HOURS)[number];

export type Wish =
  | {
      name: 'issue';
      group: string;
      priority: boolean;
      stops: string[];
      more: boolean;
      device: string | null;
    }
  | {
      name: 'callNext';
      seat: Seat;
      then: 'finish' | 'miss' | 'park';
      as: 'held' | 'none' | 'wrong';
      outcome: string | null;
    }
  | {
      name: 'call' | 'reroute';
      pick: Pick;
      seat: Seat;
      group: string;
      place: (typeof PLACES)[number];
      toCounter: boolean;
    }
  | { name: 'callMany'; seat: Seat; nths: number[] }
  | { name: 'finish'; pick: Pick; outcome: string | null }
  | {
      name: 'park';
      pick: Pick;
      reason: (typeof PARK_REASONS)[number];
      minutes: (typeof LATER_MINUTES)[number] | null;
    }
  | { name: 'reopen'; pick: Pick; from: readonly ('cancelled' | 'done')[] | null }
  | {
      name:
        | 'recall'
        | 'start'
        | 'miss'
        | 'return'
        | 'resume'
        | 'cancel'
        | 'note'
        | 'reprint'
        | 'endPrint';
      pick: Pick;
    }
  | { name: 'undo'; back: number; fitting: boolean }
  | { name: 'openCounter' | 'pauseCounter' | 'closeCounter'; seat: Seat }
  | { name: 'setProfile'; seat: Seat; profile: ProfileEntry[] }
  | {
      name: 'configure';
      rules: Partial<RulesConfig>;
      without: string | null;
      hours: AnyHours;
      right: boolean;
    }
  | { name: 'record'; person: string }
  | {
      name: 'team';
      event: TeamEventType;
      /** Which help, assist or ticket, newest first. */
      nth: number;
      /** At a kiosk, else at a counter. */
      kiosk: boolean;
      instead: string | null;
      /** For another call than the present one. */
      late: boolean;
    }
  | { name: 'confirmClock'; shift: number }
  | { name: 'expire'; nth: number; limit: number };

export interface Move {
  wish: Wish;
  /** ms that pass before, or the turn of the day. */
  passes: number | 'midnight';
  /** What is wrong with the clock of this one command. */
  clock: 'right' | 'stepped' | 'little-behind' | 'far-behind' | 'far-ahead';
  actor: string;
  via: 'staff' | 'kiosk' | 'phone';
  /** Gives an earlier key again: with the same command, or with this one. */
  repeat: { kind: 'no' | 'same' | 'other'; back: number };
}
export interface Program {
  rules: Partial<RulesConfig>;
  moves: Move[];
}
