/** Set-up over HTTP: the one-time link in the body proves who asks. */
import type { Request, RequestHandler } from 'express';
import { callerOf } from '../access/address.js';
import {
  setUpDone,
  setUpFinish,
  setUpLink,
  setUpPrinter,
  setUpPrinters,
  setUpSave,
  setUpSaved,
} from '../protocol/schema/set-up.js';
import { printerSearch, printerTrialAnswer } from '../protocol/schema/printers.js';
import type { PrinterSearch, PrinterTrial } from '../protocol/printers.js';
import type { SetUpDone } from '../protocol/set-up.js';
import type { SetUp } from '../set-up/set-up.js';
import { check } from './body.js';
import { NOTHING } from './operation.js';
import type { PrinterDesk } from './printer-search.js';
import { route, type Route, type RouteParts } from './route.js';

export interface SetUpRouteParts extends RouteParts {
  setUp: SetUp;
  desk: PrinterDesk;
}

const PATH = '/api/v1/set-up';
/** Bytes; a draft with forty groups and sixty counters is about 12 kB. */
const DRAFT_LIMIT = 64 * 1024;

export function setUpRoutes(parts: SetUpRouteParts): Route[] {
  return [save(parts), printers(parts), printer(parts), finish(parts)].map((each) =>
    behindLink(parts, each),
  );
}

/** A wrong link is turned away before anything else of the body is looked at. */
function behindLink(parts: SetUpRouteParts, { operation, handlers }: Route): Route {
  const prove: RequestHandler = async (request, _response, next) => {
    const { link } = check(setUpLink, request.body);
    await parts.setUp.prove(link, askerOf(request));
    next();
  };
  return { operation, handlers: handlers.toSpliced(-1, 0, prove) };
}

export function askerOf(request: Request): string {
  return callerOf(request.socket.remoteAddress ?? '');
}

function save(parts: SetUpRouteParts): Route {
  return route(
    parts,
    {
      method: 'put',
      path: PATH,
      action: 'set-up',
      summary: 'Keeps what was filled in so far, with the one-time link',
      tag: 'Set-up',
      body: setUpSave,
      query: NOTHING,
      bodyLimit: DRAFT_LIMIT,
      command: false,
      success: { status: 200, description: 'Kept', schema: setUpSaved },
      errors: ['link-unknown', 'too-many'],
    },
    async (call): Promise<{ saved: true }> => {
      const { link, draft } = call.body;
      await parts.setUp.save(link, askerOf(call.request), draft);
      return { saved: true };
    },
  );
}

function printers({ desk, ...parts }: SetUpRouteParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${PATH}/printers`,
      action: 'set-up',
      summary: 'Looks for printers, or tells how far the newest search is; prints nothing',
      tag: 'Set-up',
      body: setUpPrinters,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The search', schema: printerSearch },
      errors: ['link-unknown', 'too-many'],
    },
    (call): PrinterSearch => (call.body.search ? desk.search() : desk.searched()),
  );
}

function printer({ desk, setUp, ...parts }: SetUpRouteParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${PATH}/printer`,
      action: 'set-up',
      summary: 'Prints a test slip on a printer, or tells what became of the newest one',
      tag: 'Set-up',
      body: setUpPrinter,
      query: NOTHING,
      command: false,
      longest: DRAWN_WITHIN,
      success: { status: 200, description: 'The trial', schema: printerTrialAnswer },
      errors: ['link-unknown', 'too-many'],
    },
    async (call): Promise<{ trial: PrinterTrial | null }> => {
      const { link, try: wanted } = call.body;
      if (wanted === null) return { trial: desk.tried() };
      const { name } = await setUp.draft(link, askerOf(call.request));
      return { trial: await desk.try(wanted.address, wanted.dots, name) };
    },
  );
}

/** ms: a test slip is drawn before the answer. */
const DRAWN_WITHIN = 5_000;
/** ms: a password is hashed twice, a site made and another forgotten. */
const OPEN_WITHIN = 15_000;

function finish(parts: SetUpRouteParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${PATH}/finish`,
      action: 'set-up',
      summary: 'Opens the ward: first admin, configuration, the trial is forgotten',
      tag: 'Set-up',
      body: setUpFinish,
      query: NOTHING,
      command: false,
      longest: OPEN_WITHIN,
      success: { status: 200, description: 'The ward is open', schema: setUpDone },
      errors: ['link-unknown', 'set-up-unfinished', 'weak-password', 'wrong-secret', 'too-many'],
    },
    (call): Promise<SetUpDone> => {
      const { request, response, body } = call;
      return parts.setUp.finish(body.link, body.password, askerOf(request), request, response);
    },
  );
}
