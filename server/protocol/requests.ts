/** Bodies of the HTTP commands, as screens and programs send them. */
import type { CurrentTicket } from './commands.js';
import type { PauseReason, ProfileEntry } from './counter.js';
import type {
  CancelReason,
  LaterMinutes,
  ParkReason,
  Place,
  PriorityClass,
  ReopenReason,
  RerouteReason,
} from './ticket.js';

/** `POST …/tickets` */
export interface IssueBody {
  /** Id of the service group. */
  group: string;
  /** Id of a procedure of that group. */
  procedure?: string;
  priority?: PriorityClass;
  /** BCP 47 tag. */
  language?: string;
  escort?: boolean;
  /** Ids of further groups, at most 4. */
  stops?: string[];
  /** At most 140 characters; never journalled. */
  note?: string;
  /** Code of the papers that were missing last time: names the procedure where the body names none. */
  papers?: string;
  /** The issuer's mark on the slip, 1 to 4 of `A–Z` and `0–9`: it is journalled, a name must not be. */
  mark?: string;
  /** Id of the printer for the slip, or `true` for the site's first one. Absent: no paper. */
  print?: string | boolean;
}

/** `POST …/tickets/{id}/<action>`: the body of each action. All but `reprint` may carry `ifRev`. */
export interface TicketActionBodies {
  call: { counter: string; ifRev?: number };
  recall: { ifRev?: number };
  start: { ifRev?: number };
  /** `resultDate` is `YYYY-MM-DD`. */
  finish: { outcome?: string; resultDate?: string; ifRev?: number };
  miss: { ifRev?: number };
  return: { ifRev?: number };
  /** `minutes` go with the reason `later` and with no other. */
  park: { reason: ParkReason; minutes?: LaterMinutes; ifRev?: number };
  resume: { ifRev?: number };
  /** Exactly one of `group` and `counter`; `place` is `keep` where it is absent. */
  reroute: {
    group?: string;
    counter?: string;
    place?: Place;
    reason: RerouteReason;
    ifRev?: number;
  };
  cancel: { reason: CancelReason; ifRev?: number };
  reopen: { reason: ReopenReason; ifRev?: number };
  /** At most 140 characters; '' removes the note. */
  note: { note: string; ifRev?: number };
  /** Absent: the site's first printer. */
  reprint: { printer?: string };
}
export type TicketAction = keyof TicketActionBodies;

/** `POST …/undo`: the `Idempotency-Key` of the command to take back. */
export interface UndoBody {
  request: string;
}
/** `POST …/counters/{counter}/call-next` */
export interface CallNextBody {
  current?: CurrentTicket;
}
/** `POST …/counters/{counter}/call-many`: ids of parked tickets, 1 to 10. */
export interface CallManyBody {
  tickets: string[];
}
/** `POST …/counters/{counter}/pause` */
export interface PauseBody {
  reason: PauseReason;
  /** Until it goes on; 0: nobody knows. Without them what was said before stands. */
  minutes?: number;
}
/** `POST …/printers/{printer}/roll`; `changed`: a new roll took the place of this one; else it is this one still. */
export interface RollBody {
  roll: number;
  changed: boolean;
}
/** `PUT …/counters/{counter}/profile` */
export interface ProfileBody {
  profile: ProfileEntry[];
}
/** `POST …/clock`: without `at` the time shown is right; with it, this is the right time now, ms. */
export interface ClockBody {
  at?: number;
}
