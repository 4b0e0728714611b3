/** Papers that were missing: kept under a short code, shown and printed by it (facts/vietnam.md §4, 001). */
import { createHash } from 'node:crypto';
import { recordOf } from '../domain/record.js';
import { TooMany } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { PrintBetween } from '../operations/print-between.js';
import type { PrintTestAnswer } from '../protocol/operations.js';
import { PAPERS_DAYS, PAPERS_LETTERS, type Papers } from '../protocol/papers.js';
import { printTestAnswer } from '../protocol/schema/operations.js';
import { type KeptPapers, papersAnswer, papersBody } from '../protocol/schema/papers.js';
import { actionBodies } from '../protocol/schema/requests.js';
import type { Store } from '../store/port.js';
import { runAt, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { BadRequest } from './problem.js';
import { route, SENT, type Call, type Route, type RouteParts } from './route.js';
import { answerOf, keptFrom, papersOf } from './papers-kept.js';
import { printerOf } from './tickets.js';

export interface PapersParts extends RouteParts, CommandParts {
  printBetween: PrintBetween;
  /** Draws the list for a paper so many dots wide. */
  papersSvg: (view: SiteView, papers: Papers, dots: number) => string;
  papersPicture: (view: SiteView, papers: Papers) => Promise<Uint8Array>;
}

const PAPERS = '/api/v1/sites/{site}/papers';
const ONE = `${PAPERS}/{code}`;
const SECONDS = PAPERS_DAYS * 86_400;
const LETTERS = 4;
/** Codes tried before the hall is told to try again: 28,561 there are, some thousands are in use. */
const TRIES = 12;

export function papersRoutes(parts: PapersParts): Route[] {
  // The picture first: its address is also that of a strange code.
  return [keep(parts), picture(parts), read(parts), print(parts), printState(parts)];
}

function keep(parts: PapersParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: PAPERS,
      action: 'papers.keep',
      summary: 'Keeps which papers are missing, so that nobody asks again',
      tag: 'Tickets',
      body: papersBody,
      query: NOTHING,
      command: true,
      success: { status: 201, description: 'The list with its code', schema: papersAnswer },
      errors: ['too-many'],
    },
    async (call): Promise<Papers> => {
      const view = call.site();
      known(view, call.body);
      const { code, kept } = await placeFor(parts.store, view, call.key);
      const list = kept ?? { ...call.body, at: parts.clock.now(), request: call.key };
      // Also when it was kept already: the store knows a retry from a key that is used for another list.
      await runAt(parts, call, 'record', () => ({
        ...recordOf('papers.kept', { procedure: list.procedure }),
        papers: { code, text: JSON.stringify(list), seconds: SECONDS },
      }));
      return answerOf(list, code);
    },
  );
}

/** @throws BadRequest where the site has no such procedure, case or document */
function known({ config }: SiteView, body: Pick<Papers, 'procedure' | 'case' | 'missing'>): void {
  const procedure = config.procedures.find(({ id }) => id === body.procedure);
  if (procedure === undefined) throw flaw('procedure', 'no such procedure');
  const one = procedure.cases[body.case];
  if (one === undefined) throw flaw('case', 'no such case');
  if (body.missing.some((at) => one.documents[at] === undefined)) {
    throw flaw('missing', 'no such document');
  }
}

function flaw(path: string, message: string): BadRequest {
  return new BadRequest([{ path, message }]);
}

/**
 * The first code, of those that the key of a request leads to, under which nothing else is kept, and what
 * the same request kept there before: a retry comes to the code that it made the first time.
 * @throws TooMany where all are taken
 */
async function placeFor(
  store: Store,
  { id }: SiteView,
  key: string,
): Promise<{ code: string; kept: KeptPapers | null }> {
  for (let nth = 0; nth < TRIES; nth += 1) {
    const code = codeOf(`${key} ${nth}`);
    const kept = keptFrom(await store.papers(id, code));
    if (kept === null || kept.request === key) return { code, kept };
  }
  throw new TooMany(1);
}

function codeOf(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest();
  return Array.from({ length: LETTERS }, (_, nth) => {
    return PAPERS_LETTERS.charAt(bytes.readUInt16BE(2 * nth) % PAPERS_LETTERS.length);
  }).join('');
}

function asked({ store }: PapersParts, call: Call): Promise<Papers> {
  return papersOf(store, call.site(), call.parameter('code').toUpperCase());
}

function read(parts: PapersParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: ONE,
      action: 'papers.keep',
      summary: 'What was missing',
      tag: 'Tickets',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The list', schema: papersAnswer },
      errors: ['papers-unknown'],
    },
    (call) => asked(parts, call),
  );
}

function picture(parts: PapersParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${ONE}.png`,
      action: 'papers.keep',
      summary: 'The list as it is printed',
      tag: 'Tickets',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The picture', type: 'image/png' },
      errors: ['papers-unknown'],
    },
    async (call) => {
      const png = await parts.papersPicture(call.site(), await asked(parts, call));
      call.response.setHeader('Content-Type', 'image/png');
      call.response.end(png);
      return SENT;
    },
  );
}

const slipOf = ({ code }: Pick<Papers, 'code'>): string => `papers/${code}`;

function print(parts: PapersParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${ONE}/print`,
      action: 'papers.keep',
      summary: 'Prints the list between two tickets',
      tag: 'Tickets',
      body: actionBodies.reprint,
      query: NOTHING,
      command: false,
      success: { status: 201, description: 'On its way', schema: printTestAnswer },
      errors: ['papers-unknown'],
    },
    async (call): Promise<PrintTestAnswer> => {
      const view = call.site();
      const papers = await asked(parts, call);
      const printer = printerOf(view.config, call.body.printer, 'printer');
      const svg = (dots: number): string => parts.papersSvg(view, papers, dots);
      return parts.printBetween.start(view, printer, slipOf(papers), svg);
    },
  );
}

function printState(parts: PapersParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${ONE}/print`,
      action: 'papers.keep',
      summary: 'What became of the printed list',
      tag: 'Tickets',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The newest one', schema: printTestAnswer },
      errors: ['papers-unknown'],
    },
    async (call): Promise<PrintTestAnswer> =>
      parts.printBetween.last(call.siteId, slipOf(await asked(parts, call))),
  );
}
