/** Who asks, and whether that may be (design §11). */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { AppError } from '../errors.js';
import type { CounterKind } from '../protocol/counter.js';
import { isLoopback } from './address.js';
import { Origins } from './origin.js';
import { allows, ROLES, STRANGER, type Action, type Role, type Subject } from './rights.js';
import { Sessions } from './sessions.js';

/** Until accounts exist, whoever opens a page of the own origin works as these. */
const PAGE_ROLES: readonly Role[] = ['officer', 'lead'];
/** What a proxy adds to what it hands on. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface Access {
  /** For every page: refuses names that are not ours. */
  visit: RequestHandler;
  /** For pages that give commands: as `visit`, and begins a session or goes on with the present one. */
  page: RequestHandler[];
  /**
   * For the API: finds out who asks. A wrong bearer token is `signed-out`; a change asked for without
   * one must come from a page of the own origin, else `foreign-origin`.
   */
  api: RequestHandler;
  /** A program on this machine asks, and not by a proxy or out of a page that came from elsewhere. */
  fromThisMachine(request: IncomingMessage): boolean;
  /** Who asks; `api` has run before. */
  subject(request: IncomingMessage): Subject;
  /** Whose session a socket's `Cookie` header names. @throws AppError `store-down` */
  socket(cookieHeader: string | undefined): Promise<Subject | null>;
  /** Whose bearer token this is. */
  bearer(token: string): Subject | null;
  /** `kind` of the counter at which it is done, where that is known. */
  allows(subject: Subject, action: Action, kind?: CounterKind): boolean;
  /** For socket.io's `allowRequest`: false for a page of another origin or a name that is not ours. */
  originAllowed(request: IncomingMessage): boolean;
}

export interface AccessOptions {
  /** Where sessions are kept. */
  redis: Redis;
  /** Signs session cookies; the same in all server processes. */
  secret: string;
  /** Bearer token with all rights; `null` for none. */
  adminToken: string | null;
  /** The site is served under TLS. */
  secure: boolean;
  /** Public names of the site, such as the host of `PUBLIC_URL`, without port. */
  names: readonly string[];
}

export function createAccess(options: AccessOptions): Access {
  const origins = new Origins(options.names);
  const sessions = new Sessions(options);
  const subjects = new WeakMap<IncomingMessage, Subject>();
  const admin: Subject = { actor: 'token-admin', roles: ROLES, via: 'token' };
  const adminDigest = options.adminToken === null ? null : digest(options.adminToken);

  const bearer = (token: string): Subject | null =>
    adminDigest !== null && timingSafeEqual(digest(token), adminDigest) ? admin : null;

  const identify = async (request: IncomingMessage): Promise<Subject> => {
    const cookie = request.headers.cookie;
    const origin = origins.of(request);
    const changes = !SAFE_METHODS.has(request.method ?? '');
    if (changes && origin !== 'own') throw new AppError('foreign-origin');
    if (cookie === undefined || origin === 'foreign') return STRANGER;
    return (await sessions.subject(cookie)) ?? STRANGER;
  };

  const visit: RequestHandler = (request, _response, next) => {
    if (!origins.hostIsOurs(request)) throw new AppError('foreign-origin');
    next();
  };

  return {
    visit,
    page: [visit, sessions.page(PAGE_ROLES)],
    fromThisMachine: (request) =>
      isLoopback(request.socket.remoteAddress ?? '') &&
      FORWARDED.every((name) => request.headers[name] === undefined) &&
      origins.of(request) !== 'foreign',
    api: (request, _response, next) => {
      const { authorization } = request.headers;
      if (authorization === undefined) {
        return identify(request).then((subject) => {
          subjects.set(request, subject);
          next();
        });
      }
      const token = /^Bearer ([\x21-\x7e]{1,256})$/i.exec(authorization)?.[1];
      const subject = token === undefined ? null : bearer(token);
      if (subject === null) throw new AppError('signed-out');
      subjects.set(request, subject);
      next();
      return undefined;
    },
    subject: (request) => subjects.get(request) ?? STRANGER,
    socket: (cookieHeader) =>
      cookieHeader === undefined ? Promise.resolve(null) : sessions.subject(cookieHeader),
    bearer,
    allows,
    originAllowed: (request) => origins.of(request) !== 'foreign',
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
