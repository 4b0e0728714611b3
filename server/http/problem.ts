/** Refusals as problem+json (RFC 9457), worded from the locales. */
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { Access } from '../access/access.js';
import { STRANGER } from '../access/rights.js';
import { AppError, TooMany, WrongSecret, type ErrorCode, type Refusal } from '../errors.js';
import type { Log } from '../log.js';
import type { Flaw, Problem } from '../protocol/answers.js';
import type { Ticket } from '../protocol/ticket.js';
import { StoreDown } from '../store/port.js';
import { LANGUAGES, type Language, type Wording } from '../words.js';

/** The store refused a command: the reply is final for its key. */
export class Refused extends AppError {
  constructor(
    code: Refusal,
    readonly ticket: Ticket | undefined,
  ) {
    super(code);
  }
}

/** Flaws that an answer tells of, and UTF-16 units of each of their texts: nobody mends more at a time. */
const MOST_FLAWS = 50;
const LONGEST_TEXT = 200;

/** The request does not fit its schema. What it said is told again only in part: it may be endless. */
export class BadRequest extends AppError {
  readonly flaws: readonly Flaw[];
  constructor(flaws: readonly Flaw[]) {
    super('bad-request');
    this.flaws = flaws.slice(0, MOST_FLAWS).map(({ path, message }) => ({
      path: clipped(path),
      message: clipped(message),
    }));
  }
}

function clipped(text: string): string {
  // Half of a surrogate pair is no text.
  return text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Codes with a title of their own that names the ticket, `errors.<code>.named`. */
const NAMING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'changed',
  'wrong-state',
  'too-soon',
  'calls-missing',
  'day-closed',
  'superseded',
]);

/** Statuses of an answer to somebody who has not the right. */
const DENIED: ReadonlySet<number> = new Set([401, 403]);

/** Seconds after which a caller may try again what needs the store: its connection is back by then. */
const RETRY_AFTER = 1;

export type Words = Pick<Wording, 'text'>;

/** Vietnamese unless the caller prefers English. */
function languageOf(request: Request): Language {
  const best = request.acceptsLanguages(...LANGUAGES);
  return LANGUAGES.find((language) => language === best) ?? LANGUAGES[0];
}

/** Last of all routes: nothing answered. */
export const notFound: RequestHandler = () => {
  throw new AppError('not-found');
};

/**
 * Answers every error; what is a fault of ours goes to the log and not to the caller. Whoever is known and
 * asks for what they may not is logged by their id (ASVS 16.3.2); strangers are not, they would fill the log.
 * @param access says who asked
 */
export function problems(
  words: Words,
  log: Log,
  access: Pick<Access, 'subject'>,
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const known = translate(error);
    const { method } = request;
    const route = routeOf(request);
    const { code } = known;
    if (code === 'internal') log.error({ err: error, method, route }, 'a request failed');
    else if (known.status >= 500) log.warn({ method, route, code }, 'refused');
    else {
      const { actor } = access.subject(request);
      const noted = DENIED.has(known.status) && actor !== STRANGER.actor;
      log[noted ? 'info' : 'debug']({ actor, method, route, code }, 'refused');
    }
    if (response.headersSent) {
      // Express then cuts the connection: the caller must not take half an answer for a whole one.
      next(error);
      return;
    }
    if (known.status === 503) response.setHeader('Retry-After', RETRY_AFTER);
    if (waitOf(known) > 0) response.setHeader('Retry-After', waitOf(known));
    if (known.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    // The rest of such a body is not worth waiting for.
    if (known.status === 413) response.setHeader('Connection', 'close');
    response.statusCode = known.status;
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
    response.setHeader('Vary', 'Accept-Language');
    response.end(JSON.stringify(problemOf(known, languageOf(request), words)));
  };
}

/**
 * The pattern of the address, such as `/api/v1/sites/:site/board`; `null` where no route was reached. The
 * address itself may be a secret (`/join/…`), or hold what somebody typed.
 */
function routeOf(request: Request): string | null {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return null;
  return String(route.path);
}

function problemOf(error: AppError, language: Language, words: Words): Problem {
  const { code, status } = error;
  const ticket = error instanceof Refused ? error.ticket : undefined;
  const number = ticket?.number;
  const title = number !== undefined && NAMING.has(code) ? 'named' : 'title';
  const seconds = waitOf(error);
  const detail = detailOf(error);
  // Data for the sentence: numbers and stable words, nothing that somebody typed.
  const triesLeft = error instanceof WrongSecret ? error.triesLeft : 0;
  const problem: Problem = {
    type: `urn:motcua:error:${code}`,
    title: words.text(language, `errors.${code}.${title}`, { number: number ?? '' }),
    status,
    detail: words.text(language, `errors.${code}.${detail}`, { triesLeft, seconds }),
    code,
  };
  if (error instanceof WrongSecret) problem.triesLeft = error.triesLeft;
  if (seconds > 0) problem.retryAfter = seconds;
  if (ticket !== undefined) problem.ticket = ticket;
  if (error instanceof BadRequest) problem.flaws = [...error.flaws];
  return problem;
}

/** Seconds after which it may be tried again; 0 at once. */
function waitOf(error: AppError): number {
  return error instanceof TooMany || error instanceof WrongSecret ? error.seconds : 0;
}

/** Which sentence says what to do. */
function detailOf(error: AppError): 'detail' | 'tries' | 'wait' {
  if (error instanceof WrongSecret) {
    if (error.seconds > 0) return 'wait';
    return error.triesLeft > 0 ? 'tries' : 'detail';
  }
  return 'detail';
}

function translate(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof StoreDown) return new AppError('store-down', {}, { cause: error });
  const status = statusOf(error);
  const code = status === undefined ? 'internal' : (BY_STATUS[status] ?? 'bad-request');
  return new AppError(code, {}, { cause: error });
}

/** What express and its body parser say by a status (`http-errors`). */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  404: 'not-found',
  413: 'too-large',
  415: 'wrong-type',
};

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
