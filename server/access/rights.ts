/** Who may do what (design §4, §11): one table, deny by default. */
import type { CounterKind } from '../protocol/counter.js';
import type { Via } from '../protocol/commands.js';

export const ROLES = ['volunteer', 'officer', 'lead', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. Someone without roles is a stranger: a screen, a citizen, anybody on the network. */
export interface Subject {
  /** Opaque id that goes into the journal; never a name. */
  actor: string;
  roles: readonly Role[];
  via: Via;
}
export const STRANGER: Subject = Object.freeze({ actor: 'stranger', roles: [], via: 'phone' });

/** `support`: only at counters of that kind, which volunteers work. */
type Reach = 'everywhere' | 'support';
type Row = 'anybody' | Readonly<Partial<Record<Role, Reach>>>;

const STAFF = {
  volunteer: 'everywhere',
  officer: 'everywhere',
  lead: 'everywhere',
  admin: 'everywhere',
} as const;
const SERVING = { volunteer: 'everywhere', officer: 'everywhere', lead: 'everywhere' } as const;
/** Whoever works the counter. */
const AT_COUNTER = { volunteer: 'support', officer: 'everywhere' } as const;
const LEADING = { lead: 'everywhere', admin: 'everywhere' } as const;

const RIGHTS = {
  'sites.read': 'anybody',
  'documents.read': 'anybody',
  'service.read': 'anybody',
  'service.figures': { admin: 'everywhere' },
  'board.hall': 'anybody',
  'board.staff': STAFF,
  'journal.read': LEADING,
  'ticket.read': STAFF,
  'ticket.issue': SERVING,
  'ticket.call': { ...AT_COUNTER, lead: 'everywhere' },
  'ticket.call-many': { officer: 'everywhere' },
  'ticket.recall': AT_COUNTER,
  'ticket.start': AT_COUNTER,
  'ticket.finish': AT_COUNTER,
  'ticket.miss': AT_COUNTER,
  'ticket.return': SERVING,
  'ticket.park': { volunteer: 'everywhere', officer: 'everywhere' },
  'ticket.resume': { volunteer: 'everywhere', officer: 'everywhere' },
  'ticket.reroute': SERVING,
  'ticket.cancel': SERVING,
  'ticket.reopen-cancelled': { volunteer: 'everywhere', lead: 'everywhere' },
  'ticket.reopen': { lead: 'everywhere' },
  'ticket.reprint': SERVING,
  'command.undo': SERVING,
  'counter.call-next': AT_COUNTER,
  'counter.state': { ...AT_COUNTER, lead: 'everywhere' },
  'counter.profile': { lead: 'everywhere' },
  'config.read': STAFF,
  'config.write': { admin: 'everywhere' },
  'clock.confirm': LEADING,
  'printers.read': STAFF,
} as const satisfies Record<string, Row>;

export type Action = keyof typeof RIGHTS;
export const ACTIONS = Object.keys(RIGHTS) as readonly Action[];

/**
 * Whether a subject may do something.
 * @param kind of the counter at which it is done, where that is known: some may only at one kind
 */
export function allows(subject: Subject, action: Action, kind?: CounterKind): boolean {
  const row: Row = RIGHTS[action];
  if (row === 'anybody') return true;
  return subject.roles.some((role) => {
    const reach = row[role];
    return reach === 'everywhere' || (reach === 'support' && kind === 'support');
  });
}
