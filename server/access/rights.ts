/** Who may do what: one table for routes, pages and sockets, deny by default. */
import { AppError } from '../errors.js';
import type { Via } from '../protocol/commands.js';
import type { CounterKind } from '../protocol/counter.js';
import { ROLES, TRAINING_SUFFIX, type Role, type Sites } from '../protocol/people.js';
import type { Ended } from './ports.js';

/**
 * Who can hold a right: people by their role, paired devices (`screen`: hall and sign, `kiosk`, `agent`:
 * beside a printer) and programs by what their token is for. A door's tablet, a pad and a phone hold
 * none: who signs in at them does.
 */
export const HOLDERS = [...ROLES, 'screen', 'kiosk', 'agent', 'reader', 'issuer'] as const;
export type Holder = (typeof HOLDERS)[number];

/** Who asks. Someone without roles is a stranger: a citizen, anybody on the network. */
export interface Subject {
  /** Opaque id that goes into the journal; never a name. */
  actor: string;
  roles: readonly Holder[];
  via: Via;
  /** Where the roles hold. */
  sites: Sites;
  /** The screen was left alone: only `WHILE_LOCKED` and what everybody may. */
  locked: boolean;
  /** When one of these ends or changes, what was opened by it closes. */
  rests: readonly Ended[];
}
export const STRANGER: Subject = Object.freeze({
  actor: 'stranger',
  roles: [],
  via: 'phone',
  sites: [],
  locked: false,
  rests: [],
});

/**
 * `support`: only at counters of that kind, which volunteers work. `every site`: only who holds the role at
 * each site that there is now, such as the admin of the only one. `installation`: only who holds it at all
 * sites, those to come included.
 */
type Reach = 'everywhere' | 'support' | 'every site' | 'installation';
type Row = 'anybody' | Readonly<Partial<Record<Holder, Reach>>>;

const STAFF = {
  volunteer: 'everywhere',
  officer: 'everywhere',
  lead: 'everywhere',
  admin: 'everywhere',
} as const;
const SERVING = { volunteer: 'everywhere', officer: 'everywhere', lead: 'everywhere' } as const;
/** Who set a hall up gives its first number and may take it back: nobody else works there yet. */
const TRYING = { ...SERVING, admin: 'everywhere' } as const;
/** Who gives numbers. */
const ISSUING = { ...TRYING, kiosk: 'everywhere', issuer: 'everywhere' } as const;
/** Whoever works the counter. */
const AT_COUNTER = { volunteer: 'support', officer: 'everywhere' } as const;
const LEADING = { lead: 'everywhere', admin: 'everywhere' } as const;
const ADMIN = { admin: 'everywhere' } as const;
/** What tells of all sites at once, or is for all of them. */
const ADMIN_OF_ALL = { admin: 'every site' } as const;
/** Programs that read. */
const READING = { reader: 'everywhere', issuer: 'everywhere' } as const;

const RIGHTS = {
  // The queue.
  'sites.read': 'anybody',
  'documents.read': 'anybody',
  'service.read': 'anybody',
  'service.figures': { ...ADMIN_OF_ALL, reader: 'every site', issuer: 'every site' },
  'board.hall': 'anybody',
  'public.read': 'anybody',
  'board.staff': { ...STAFF, ...READING },
  'journal.read': LEADING,
  'ticket.read': { ...STAFF, ...READING },
  'ticket.issue': ISSUING,
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
  'ticket.note': SERVING,
  'ticket.cancel': TRYING,
  'ticket.reopen-cancelled': { volunteer: 'everywhere', lead: 'everywhere' },
  'ticket.reopen': { lead: 'everywhere' },
  'ticket.reprint': TRYING,
  'command.undo': TRYING,
  'counter.call-next': AT_COUNTER,
  'counter.state': { ...AT_COUNTER, lead: 'everywhere' },
  'counter.profile': { lead: 'everywhere' },
  // Beside the queue.
  'assist.give': SERVING,
  'help.ask': { ...SERVING, kiosk: 'everywhere' },
  'help.answer': SERVING,
  'escort.take': SERVING,
  'sound.take': SERVING,
  'slip.hand': ISSUING,
  'rating.take': { ...SERVING, kiosk: 'everywhere' },
  'ratings.read': LEADING,
  'crew.read': STAFF,
  'rhythm.read': { ...STAFF, kiosk: 'everywhere' },
  'papers.keep': TRYING,
  'clock.confirm': LEADING,
  'printers.read': { ...STAFF, ...READING },
  'sounds.read': { ...STAFF, ...READING },
  'printers.test': LEADING,
  'printers.roll': STAFF,
  'printers.find': LEADING,
  'printers.try': ADMIN,
  // Signing in. The routes of `me` ask whose session it is.
  'sign-in': 'anybody',
  me: STAFF,
  'me.change': STAFF,
  'pairing.ask': 'anybody',
  'set-up': 'anybody',
  // The site. Whom of the people a lead may change is decided by `mayChange`.
  'config.read': { ...STAFF, ...READING },
  'config.write': ADMIN,
  'config.versions': LEADING,
  'media.write': ADMIN,
  'people.read': LEADING,
  'people.write': LEADING,
  'devices.read': LEADING,
  'devices.write': LEADING,
  'tokens.read': ADMIN,
  'tokens.write': ADMIN,
  'sites.write': { admin: 'installation' },
  'voice.record': ADMIN,
  'checks.write': LEADING,
  'voices.read': LEADING,
  'announcement.make': LEADING,
  'operations.read': LEADING,
  'backups.read': { ...ADMIN_OF_ALL, lead: 'every site' },
  'operations.backup': ADMIN_OF_ALL,
  'diagnostics.read': ADMIN_OF_ALL,
  // A citizen's own phone: who holds the token of a ticket, which each route looks at itself.
  'link.read': 'anybody',
  'link.later': 'anybody',
  'link.resume': 'anybody',
  'link.cancel': 'anybody',
  'link.undo': 'anybody',
  'link.rate': 'anybody',
  // Pages.
  'page.staff': STAFF,
  'page.admin': LEADING,
  // Sockets: to connect to a namespace, and each event that a client may send.
  'socket.hall.watch': 'anybody',
  'socket.hall.resync': 'anybody',
  'socket.staff.watch': { ...STAFF, ...READING },
  'socket.staff.resync': { ...STAFF, ...READING },
  'socket.kiosk.watch': { ...ADMIN, kiosk: 'everywhere' },
  'socket.ticket.watch': 'anybody',
  'socket.printer.serve': { ...ADMIN, agent: 'everywhere' },
  'socket.printer.status': { ...ADMIN, agent: 'everywhere' },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof RIGHTS;
export const ACTIONS = Object.keys(RIGHTS) as readonly Action[];

/** What a locked session is still good for: to see whose it is, to unlock it or to sign out. */
const WHILE_LOCKED: ReadonlySet<Action> = new Set<Action>(['me']);

/** What would let a program outlive the end of its own token. */
const NOT_BY_PROGRAMS: ReadonlySet<Action> = new Set<Action>(['tokens.write']);

/** Where something is done, as far as that is known. */
export interface Where {
  /** Id of the site; absent for what is no site's. */
  site?: string | undefined;
  /** Kind of the counter: some may only at one kind. */
  kind?: CounterKind | undefined;
  /** Ids of all sites that there are; without them only `'all'` counts as every site. */
  all?: readonly string[] | undefined;
}

/** Whether a subject may do something. */
export function allows(subject: Subject, action: Action, where: Where = {}): boolean {
  const row: Row = RIGHTS[action];
  if (row === 'anybody') return true;
  if (subject.locked && !WHILE_LOCKED.has(action)) return false;
  if (isProgram(subject) && NOT_BY_PROGRAMS.has(action)) return false;
  if (where.site !== undefined && !coversSite(subject.sites, where.site)) return false;
  return subject.roles.some((holder) => {
    const reach = row[holder];
    if (reach === 'installation') return subject.sites === 'all';
    if (reach === 'every site') return coversAll(subject.sites, where.all ?? []);
    return reach === 'everywhere' || (reach === 'support' && where.kind === 'support');
  });
}

/** Whether these are each site that there is; while none is known yet, only `'all'` is. */
export function coversAll(sites: Sites, all: readonly string[]): boolean {
  return sites === 'all' || (all.length > 0 && coversSites(sites, all));
}

/** For everybody, whoever asks and wherever. */
export function isPublic(action: Action): boolean {
  const row: Row = RIGHTS[action];
  return row === 'anybody';
}

/** Whether rights at these sites hold at this one. Who works at a site may practise at its training site. */
export function coversSite(sites: Sites, site: string): boolean {
  if (sites === 'all' || sites.includes(site)) return true;
  return site.endsWith(TRAINING_SUFFIX) && sites.includes(site.slice(0, -TRAINING_SUFFIX.length));
}

/** Whether all of these sites are among those. */
export function coversSites(sites: Sites, others: Sites): boolean {
  if (others === 'all') return sites === 'all';
  return others.every((site) => coversSite(sites, site));
}

/**
 * Whether a subject with `people.write` may make or change somebody of this role at these sites: a lead
 * only volunteers and officers, and nobody whose sites are not all his own. Nor does a program make or
 * change anybody who leads: whoever holds its token would stay in after it ended.
 */
export function mayChange(subject: Subject, role: Role, sites: Sites): boolean {
  if (!coversSites(subject.sites, sites)) return false;
  if (role === 'volunteer' || role === 'officer') return true;
  return subject.roles.includes('admin') && !isProgram(subject);
}

/** It asks by a token that somebody made (`token-book.ts`); `ADMIN_TOKEN` is the operator's own word. */
function isProgram({ rests }: Subject): boolean {
  return rests.some(({ kind }) => kind === 'token');
}

/** Why a subject may not: nobody is signed in, the screen is locked, or it is not for this one. */
export function refusal({ roles, locked }: Subject): AppError {
  if (locked) return new AppError('locked');
  return new AppError(roles.length === 0 ? 'signed-out' : 'not-allowed');
}
