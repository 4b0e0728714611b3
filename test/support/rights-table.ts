/**
 * Who may do what, written by hand and not taken from the server's own table: what
 * the walks of `test/http/rights-*.test.ts` expect.
 */
import type { SiteConfig } from '../../server/protocol/config.js';
import { siteConfig } from './factories.js';
import type { HolderName } from './holders.js';

/**
 * Who may: V volunteer (v: at support counters only), O officer, L lead, A admin, P admin but no program, X admin of
 * all sites only, S hall screen, K kiosk, T the door's tablet without anybody signed in, G printer's agent,
 * R reading program, I issuing program; `*` everybody. The admin token may everything.
 */
const LETTERS: Readonly<Record<HolderName, string>> = {
  volunteer: 'Vv',
  officer: 'O',
  lead: 'L',
  admin: 'AP',
  'admin of all': 'APX',
  screen: 'S',
  kiosk: 'K',
  tablet: 'T',
  agent: 'G',
  reader: 'R',
  issuer: 'I',
  manager: 'A',
  'the admin token': 'VOLAPXSKTGRI',
};

const SITE = '/api/v1/sites/{site}';
const TICKET = `${SITE}/tickets/{ticket}`;
const COUNTER = `${SITE}/counters/{counter}`;

export const ROUTES: Readonly<Record<string, string>> = {
  // What hangs in the hall, and the ways in.
  'get /healthz': '*',
  'get /readyz': '*',
  // Programs on this machine may read the figures without a right.
  'get /metrics': '*',
  'get /api/v1/openapi.json': '*',
  'get /api/v1/library': '*',
  'get /api/v1/sites': '*',
  [`get ${SITE}/board`]: '*',
  // Where the site shows it; elsewhere it is not there for anybody.
  [`get ${SITE}/public`]: '*',
  'post /api/v1/sign-in': '*',
  'post /api/v1/pairing': '*',
  'post /api/v1/pairing/claim': '*',
  'put /api/v1/set-up': '*',
  'post /api/v1/set-up/printer': '*',
  'post /api/v1/set-up/printers': '*',
  'post /api/v1/set-up/finish': '*',
  // The queue.
  [`post ${SITE}/tickets`]: 'V O L A K I',
  [`get ${TICKET}`]: 'V O L A R I',
  [`get ${TICKET}.png`]: 'V O L A R I',
  [`get ${SITE}/links/{token}`]: 'V O L A R I',
  [`post ${TICKET}/note`]: 'V O L',
  [`get ${SITE}/rhythm`]: 'V O L A K',
  [`post ${SITE}/papers`]: 'V O L A',
  [`get ${SITE}/papers/{code}`]: 'V O L A',
  [`get ${SITE}/papers/{code}.png`]: 'V O L A',
  [`post ${SITE}/papers/{code}/print`]: 'V O L A',
  [`get ${SITE}/papers/{code}/print`]: 'V O L A',
  [`post ${TICKET}/call`]: 'v O L',
  [`post ${TICKET}/recall`]: 'v O',
  [`post ${TICKET}/start`]: 'v O',
  [`post ${TICKET}/finish`]: 'v O',
  [`post ${TICKET}/miss`]: 'v O',
  [`post ${TICKET}/return`]: 'V O L',
  [`post ${TICKET}/park`]: 'V O',
  [`post ${TICKET}/resume`]: 'V O',
  [`post ${TICKET}/reroute`]: 'V O L',
  [`post ${TICKET}/cancel`]: 'V O L A',
  [`post ${TICKET}/reopen`]: 'V L',
  [`post ${TICKET}/reprint`]: 'V O L A',
  [`post ${SITE}/undo`]: 'V O L A',
  // Whoever holds the token of a ticket; no token, no ticket.
  'get /api/v1/links/{token}': '*',
  'post /api/v1/links/{token}/later': '*',
  'post /api/v1/links/{token}/resume': '*',
  'post /api/v1/links/{token}/cancel': '*',
  'post /api/v1/links/{token}/undo': '*',
  'post /api/v1/links/{token}/rating': '*',
  // Beside the queue.
  [`post ${SITE}/assists`]: 'V O L',
  [`post ${SITE}/assists/{assist}/undo`]: 'V O L',
  [`post ${SITE}/help`]: 'V O L K',
  [`post ${SITE}/help/{help}/take`]: 'V O L',
  [`post ${SITE}/help/{help}/end`]: 'V O L',
  [`post ${TICKET}/escort`]: 'V O L',
  [`post ${SITE}/sounds/{zone}/take`]: 'V O L',
  [`post ${TICKET}/handed`]: 'V O L A K I',
  [`post ${SITE}/ratings`]: 'V O L K',
  [`get ${SITE}/ratings`]: 'L A',
  [`get ${SITE}/crew`]: 'V O L A',
  [`post ${COUNTER}/call-next`]: 'v O',
  [`post ${COUNTER}/call-many`]: 'O',
  [`post ${COUNTER}/open`]: 'v O L',
  [`post ${COUNTER}/pause`]: 'v O L',
  [`post ${COUNTER}/close`]: 'v O L',
  [`put ${COUNTER}/profile`]: 'L',
  [`post ${SITE}/clock`]: 'L A',
  [`get ${SITE}/printers`]: 'V O L A R I',
  [`get ${SITE}/sounds`]: 'V O L A R I',
  [`get ${SITE}/journal`]: 'L A',
  [`get ${SITE}/journal/view`]: 'L A',
  [`get ${SITE}/journal/verify`]: 'L A',
  // The site.
  [`get ${SITE}/config`]: 'V O L A R I',
  [`put ${SITE}/config`]: 'A',
  [`get ${SITE}/config/versions`]: 'L A',
  [`get ${SITE}/config/versions/{version}`]: 'L A',
  [`post ${SITE}/config/check`]: 'L A',
  [`post ${SITE}/config/slip.png`]: 'L A',
  [`post ${SITE}/media`]: 'A',
  [`get ${SITE}/recordings`]: 'A',
  [`post ${SITE}/recordings/file`]: 'A',
  [`put ${SITE}/recordings/{pack}`]: 'A',
  [`delete ${SITE}/recordings/{pack}`]: 'A',
  [`get ${SITE}/recordings/{pack}/file`]: 'A',
  [`get ${SITE}/recordings/{pack}/sample`]: 'A',
  [`get ${SITE}/recordings/{pack}/clips/{clip}`]: 'A',
  [`put ${SITE}/recordings/{pack}/clips/{clip}`]: 'A',
  [`delete ${SITE}/recordings/{pack}/clips/{clip}`]: 'A',
  [`put ${SITE}/recordings/{pack}/clips/{clip}/words`]: 'A',
  'post /api/v1/sites': 'X',
  [`delete ${SITE}`]: 'X',
  [`post ${SITE}/training`]: 'X',
  [`delete ${SITE}/training`]: 'X',
  // People, devices, programs.
  'get /api/v1/me': 'V O L A',
  'put /api/v1/me/pin': 'V O L A',
  'put /api/v1/me/password': 'V O L A',
  'post /api/v1/unlock': 'V O L A',
  [`get ${SITE}/people`]: 'L A',
  [`post ${SITE}/people`]: 'L A',
  [`put ${SITE}/people/{person}`]: 'L A',
  [`delete ${SITE}/people/{person}`]: 'L A',
  [`post ${SITE}/people/{person}/reset`]: 'L A',
  [`post ${SITE}/people/{person}/sign-out`]: 'L A',
  [`post ${SITE}/people/{person}/slip`]: 'L A',
  [`get ${SITE}/people/{person}/slip`]: 'L A',
  [`get ${SITE}/devices`]: 'L A',
  [`post ${SITE}/devices`]: 'L A',
  [`put ${SITE}/devices/{device}`]: 'L A',
  [`delete ${SITE}/devices/{device}`]: 'L A',
  [`get ${SITE}/tokens`]: 'A',
  [`post ${SITE}/tokens`]: 'P',
  [`delete ${SITE}/tokens/{token}`]: 'P',
  // What is heard.
  [`get ${SITE}/voices`]: 'L A',
  [`get ${SITE}/voices/sample`]: 'L A',
  // Checks and operations.
  [`post ${SITE}/printers/{printer}/roll`]: 'V O L A',
  [`post ${SITE}/printers/{printer}/test`]: 'L A',
  [`get ${SITE}/printers/{printer}/test`]: 'L A',
  [`post ${SITE}/printers/find`]: 'L A',
  [`get ${SITE}/printers/find`]: 'L A',
  [`post ${SITE}/printers/try`]: 'A',
  [`get ${SITE}/printers/try`]: 'A',
  [`post ${SITE}/screens/identify`]: 'L A',
  [`post ${SITE}/screens/sound`]: 'L A',
  [`post ${SITE}/checks`]: 'L A',
  [`post ${SITE}/announcements`]: 'L A',
  [`get ${SITE}/day/summary.png`]: 'L A',
  [`post ${SITE}/day/summary/print`]: 'L A',
  [`get ${SITE}/day/summary/print`]: 'L A',
  [`get ${SITE}/operations`]: 'L A',
  'get /api/v1/backups': 'X',
  'post /api/v1/backups': 'X',
  'get /api/v1/diagnostics': 'X',
  // These end what the walk is done with: last.
  'post /api/v1/lock': 'V O L A',
  'post /api/v1/sign-out': 'V O L A',
};

/** Each namespace, who may connect, and what its clients may send. */
export const SOCKETS: Readonly<Record<string, { who: string; events: readonly string[] }>> = {
  '/hall': { who: '*', events: ['resync'] },
  '/staff': { who: 'V O L A R I', events: ['resync'] },
  '/kiosk': { who: 'A K', events: [] },
  // By the token of a ticket alone, whoever else somebody is.
  '/ticket': { who: '*', events: [] },
  // By token alone: a person is no printer.
  '/printer': { who: 'A G', events: ['status'] },
};

/** Whether a row of the tables has one of a holder's letters. */
export function may(name: HolderName, row: string): boolean {
  return row === '*' || [...LETTERS[name]].some((letter) => row.includes(letter));
}

/** The hall of the factories with a printer and a counter that volunteers work. */
export function hallWithSupport(id: string): SiteConfig {
  const config = siteConfig();
  const [first] = config.counters;
  if (first === undefined) throw new Error('the hall has no counter');
  const profile = [{ group: 'land', tier: 1 }];
  const help = { ...first, id: 'help', number: 9, kind: 'support' as const, profile };
  const printer = { id: 'p1', name: 'Máy in', address: 'virtual', dots: 576 as const };
  return {
    ...config,
    site: { ...config.site, id },
    counters: [...config.counters, help],
    printers: config.printers.length > 0 ? config.printers : [printer],
  };
}
