/** Papers that were missing: kept under a short code, shown and printed by it. */
import { createHash } from 'node:crypto';
import { recordOf } from '../domain/record.js';
import type { SiteView } from '../live/site-view.js';
import type { PrintBetween } from '../operations/print-between.js';
import type { PrintTestAnswer } from '../protocol/operations.js';
import { PAPERS_DAYS, PAPERS_LETTERS, type Papers } from '../protocol/papers.js';
import { printTestAnswer } from '../protocol/schema/operations.js';
import { type KeptPapers, papersAnswer, papersBody } from '../protocol/schema/papers.js';
import { actionBodies } from '../protocol/schema/requests.js';
import type { Store } from '../store/port.js';
import { readFor, runAt, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { BadRequest } from './problem.js';
import { route, SENT, type Call, type Route, type RouteParts } from './route.js';
import { answerOf, keptFrom, papersOf } from './papers-kept.js';
import { printerOf } from './tickets.js';

export interface PapersParts extends RouteParts, CommandParts {
  printBetween: PrintBetween;
  /** Draws the list for a paper so many dots wide. */
  papersSvg: (view: SiteView, papers: Papers, dots: number) => Promise<string>;
  papersPicture: (view: SiteView, papers: Papers) => Promise<Uint8Array>;
}

const PAPERS = '/api/v1/sites/{site}/papers';
const ONE = `${PAPERS}/{code}`;
const SECONDS = PAPERS_DAYS * 86_400;
const LETTERS = 4;
/** Codes tried before a list is refused: 28,561 there are, some thousands are in use. */
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
      errors: ['changed'],
    },
    async (call): Promise<Papers> => {
      const list: KeptPapers = { ...call.body, at: parts.clock.now(), request: call.key };
      const codes = codesOf(call.key);
      await runAt(parts, call, 'record', (view) => {
        known(view, call.body);
        return {
          ...recordOf('papers.kept', { procedure: list.procedure }),
          papers: { codes, text: JSON.stringify(list), seconds: SECONDS },
        };
      });
      return keptBy(parts.store, call, codes);
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

/** Codes for a list, tried in this order: a retry comes to the one that it made the first time. */
function codesOf(key: string): string[] {
  return Array.from({ length: TRIES }, (_, nth) => codeOf(`${key} ${nth}`));
}

/** What a request kept, under the code that the store chose. */
async function keptBy(store: Store, call: Call, codes: readonly string[]): Promise<Papers> {
  for (const code of codes) {
    const kept = keptFrom(await store.papers(call.siteId, code));
    if (kept?.request === call.key) return answerOf(kept, code);
  }
  throw new Error('the store kept no list');
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

const slipOf = (code: string): string => `papers/${code}`;

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
      command: true,
      success: { status: 201, description: 'On its way', schema: printTestAnswer },
      errors: ['papers-unknown'],
    },
    async (call): Promise<PrintTestAnswer> => {
      const { printBetween } = parts;
      const view = call.site();
      const papers = await readFor(asked(parts, call));
      const printer = (): string => printerOf(view.config, call.body.printer, 'printer');
      const { replayed } = await runAt(parts, call, 'record', () => {
        printer();
        return recordOf('papers.printed', { procedure: papers().procedure });
      });
      // A retry prints nothing: it is told what became of the first one.
      if (replayed) return printBetween.last(view.id, slipOf(call.parameter('code').toUpperCase()));
      const svg = (dots: number): Promise<string> => parts.papersSvg(view, papers(), dots);
      return printBetween.start(view, printer(), slipOf(papers().code), svg);
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
      parts.printBetween.last(call.siteId, slipOf((await asked(parts, call)).code)),
  );
}
