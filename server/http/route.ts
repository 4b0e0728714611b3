/** The way of a request: rights, schema, then its handler. */
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Access } from '../access/access.js';
import { isPublic, refusal, type Subject } from '../access/rights.js';
import { answeredWithin } from '../deadline.js';
import { AppError } from '../errors.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { CounterKind } from '../protocol/counter.js';
import { REQUEST_KEY } from '../protocol/schema/ids.js';
import { bytesBody, check, jsonBody, type Present } from './body.js';
import type { Metrics } from './metrics.js';
import { BYTES, NOTHING, type Operation } from './operation.js';
import { oneAtATime } from './one-at-a-time.js';
import { keyDigest } from './request-key.js';

export interface Call<Body = unknown, Query = unknown> {
  request: Request;
  response: Response;
  subject: Subject;
  body: Body;
  query: Query;
  /** Digest of the `Idempotency-Key`; '' for what is no command. */
  key: string;
  /** Id of the site in the path; it need not exist. */
  siteId: string;
  /** The site in the path. @throws AppError `site-unknown` */
  site(): SiteView;
  /** A parameter of the path. */
  parameter(name: string): string;
}

export interface Route {
  operation: Operation;
  handlers: RequestHandler[];
}

export interface RouteParts {
  access: Access;
  sites: SiteViews;
  metrics: Metrics;
}

/** Kind of the counter that a call is about, for those who may only at one kind. */
export type KindOf<Body> = (call: Call<Body>, site: SiteView) => CounterKind | undefined;

/** For what some may only at one kind of counter. */
export interface AtCounter<Body> {
  kindOf: KindOf<Body>;
  /**
   * Whether the command of this call was carried out already: its retry gets its answer, also when the
   * ticket has moved on meanwhile to where whoever asks may not touch it.
   */
  answeredBefore(call: Call<Body>): Promise<boolean>;
}

/** What a handler gives back goes out as JSON; `SENT` when it answered by itself. */
export const SENT = Symbol('sent');

/**
 * ms for the work of one request. Each question to the store may take 1.2 s (`engine/connections.ts`)
 * and some requests ask several; with the look for a session they all stay under 2 s.
 */
const LONGEST = 1_500;

/** Makes a route of an operation. */
export function route<B extends z.ZodType, Q extends z.ZodType>(
  parts: RouteParts,
  operation: Operation<B, Q>,
  handle: (call: Call<Present<z.output<B>>, Present<z.output<Q>>>) => unknown,
  counter?: AtCounter<Present<z.output<B>>>,
): Route {
  const { access, sites, metrics } = parts;
  const observe = metrics.observer(operation.method, operation.path);
  const ofSite = operation.path.includes('{site}') && !isPublic(operation.action);

  const admit: RequestHandler = (request, response, next) => {
    observe(response);
    const subject = access.subject(request);
    const site = ofSite ? parameter(request, 'site') : undefined;
    // At which counter it happens is known only after the body was read.
    const kind = counter && ('support' as const);
    const allowed =
      access.allows(subject, operation.action, { site, kind }) ||
      (operation.openHere === true && access.fromThisMachine(request));
    if (!allowed) throw refusal(subject);
    next();
  };

  const answer: RequestHandler = async (request, response) => {
    const call: Call<Present<z.output<B>>, Present<z.output<Q>>> = {
      request,
      response,
      subject: access.subject(request),
      body: check(operation.body, request.body),
      query: check(operation.query, request.query),
      key: operation.command ? requestKey(request) : '',
      siteId: parameter(request, 'site'),
      site: () => siteOf(sites, parameter(request, 'site')),
      parameter: (name) => parameter(request, name),
    };
    if (counter && !access.allows(call.subject, operation.action, { site: call.siteId })) {
      const where = { site: call.siteId, kind: counter.kindOf(call, call.site()) };
      const allowed = access.allows(call.subject, operation.action, where);
      if (!allowed && !(await counter.answeredBefore(call))) throw refusal(call.subject);
    }
    const work = handle(call);
    const result: unknown =
      work instanceof Promise
        ? await answeredWithin<unknown>(operation.longest ?? LONGEST, work)
        : work;
    if (result !== SENT) sendJson(response, operation.success.status, result);
  };

  const read = Object.is(operation.body, NOTHING)
    ? []
    : [(Object.is(operation.body, BYTES) ? bytesBody : jsonBody)(operation.bodyLimit)];
  const turn =
    operation.oneAtATime === true ? [oneAtATime((request) => access.subject(request).actor)] : [];
  return { operation, handlers: [admit, ...turn, ...read, answer] };
}

export function sendJson(response: Response, status: number, value: unknown): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(value));
}

function siteOf(sites: SiteViews, id: string): SiteView {
  const view = sites.get(id);
  if (view === undefined) throw new AppError('site-unknown');
  return view;
}

function parameter(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}

/** @throws AppError `key-missing` */
function requestKey(request: Request): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !REQUEST_KEY.test(key)) throw new AppError('key-missing');
  return keyDigest(key);
}
