/** Sessions in Redis, behind a signed cookie (design §11). */
import { randomBytes } from 'node:crypto';
import { RedisStore } from 'connect-redis';
import { parseCookie } from 'cookie';
import { unsign } from 'cookie-signature';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Redis } from 'ioredis';
import { answeredWithin } from '../deadline.js';
import { AppError } from '../errors.js';
import { Newcomers } from './newcomers.js';
import { ROLES, type Role, type Subject } from './rights.js';

declare module 'express-session' {
  interface SessionData {
    actor: string;
    roles: readonly Role[];
  }
}

const DAY = 86_400_000;
/** A screen stays open for weeks; each page that is opened makes it last longer. */
const LIFETIME = 30 * DAY;
/** One that nobody has used since its page was opened: what loads pages without cookies leaves little. */
const UNUSED_LIFETIME = 600_000;
/** ms for which a session is believed without asking Redis again. */
const FRESH = 5_000;
/** ms for which one is believed while Redis is asked: a revoked one ends within it. */
const STALE = 60_000;
/** ms to wait for one that is not believed; with the command that follows it stays under 2 s. */
const LOOKUP = 400;
/** ms after which a session that is used, but opens no page, is prolonged in Redis. */
const PROLONG = DAY;
/** Sessions kept in memory; a hall has some dozens. */
const MOST = 5_000;

interface Kept {
  subject: Subject;
  checkedAt: number;
  /** `-Infinity` before the first time. */
  prolongedAt: number;
}

export interface SessionOptions {
  redis: Redis;
  /** Signs the cookie; at least 32 random bytes, the same in all server processes. */
  secret: string;
  /** The site is served under TLS. */
  secure: boolean;
}

export class Sessions {
  readonly #store: RedisStore;
  readonly #secret: string;
  readonly #cookie: string;
  readonly #establish: RequestHandler;
  readonly #newcomers = new Newcomers();
  readonly #unused = new WeakSet<object>();
  readonly #kept = new Map<string, Kept>();
  readonly #lookups = new Map<string, Promise<Subject | null>>();

  constructor({ redis, secret, secure }: SessionOptions) {
    const seconds = (data: object) => (this.#unused.has(data) ? UNUSED_LIFETIME : LIFETIME) / 1000;
    this.#store = new RedisStore({ client: redis, prefix: 'session:', ttl: seconds });
    this.#secret = secret;
    this.#cookie = secure ? '__Host-motcua' : 'motcua';
    this.#establish = session({
      store: this.#store,
      secret,
      name: this.#cookie,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge: LIFETIME },
    });
  }

  /**
   * Reads the session of a request into `req.session`, or begins one with these roles. A page is also
   * given out when Redis does not answer; it then has no session until it is opened again. An address
   * that begins too many is refused with `TooMany`.
   */
  page(roles: readonly Role[]): RequestHandler {
    return (request, response, next) => {
      this.#establish(request, response, (error: unknown) => {
        if (error !== undefined || request.session.actor !== undefined) next();
        else this.#begin(request, roles).then(() => next(), next);
      });
    };
  }

  async #begin(request: Request, roles: readonly Role[]): Promise<void> {
    await this.#newcomers.admit(request.socket.remoteAddress ?? '');
    request.session.actor = `staff-${randomBytes(9).toString('base64url')}`;
    request.session.roles = roles;
    this.#unused.add(request.session);
    await new Promise<void>((resolve) => request.session.save(() => resolve()));
  }

  /**
   * Whose session a `Cookie` header names; `null` without a valid one. One that was in order within a
   * minute is believed at once; where that is over 5 s ago, Redis is asked behind the answer.
   * @throws AppError `store-down` when Redis does not answer within `LOOKUP` about another one
   */
  async subject(cookieHeader: string): Promise<Subject | null> {
    const signed = parseCookie(cookieHeader)[this.#cookie];
    if (signed?.startsWith('s:') !== true) return null;
    const id = unsign(signed.slice(2), this.#secret);
    if (id === false) return null;
    const kept = this.#kept.get(id);
    const age = kept === undefined ? Infinity : performance.now() - kept.checkedAt;
    if (kept !== undefined && age < FRESH) return kept.subject;
    const lookup = this.#look(id);
    if (kept === undefined || age >= STALE) return answeredWithin(LOOKUP, lookup);
    lookup.catch(() => undefined);
    return kept.subject;
  }

  /** Asks Redis, once for all who ask meanwhile. */
  #look(id: string): Promise<Subject | null> {
    let lookup = this.#lookups.get(id);
    if (lookup === undefined) {
      lookup = this.#ask(id).finally(() => this.#lookups.delete(id));
      this.#lookups.set(id, lookup);
    }
    return lookup;
  }

  async #ask(id: string): Promise<Subject | null> {
    const checkedAt = performance.now();
    const data: unknown = await this.#store.get(id).catch((cause: unknown) => {
      throw new AppError('store-down', {}, { cause });
    });
    const subject = readSubject(data);
    const prolongedAt = this.#kept.get(id)?.prolongedAt ?? -Infinity;
    this.#kept.delete(id);
    if (subject === null) return null;
    if (this.#kept.size >= MOST) this.#kept.clear();
    const kept = { subject, checkedAt, prolongedAt };
    this.#kept.set(id, kept);
    if (checkedAt - prolongedAt > PROLONG) this.#prolong(id, kept);
    return subject;
  }

  /** Nobody waits for it: where it fails, the next look tries again. */
  #prolong(id: string, kept: Kept): void {
    this.#store.client.expire(`${this.#store.prefix}${id}`, LIFETIME / 1000).then(
      () => {
        kept.prolongedAt = performance.now();
      },
      () => undefined,
    );
  }
}

function readSubject(data: unknown): Subject | null {
  if (typeof data !== 'object' || data === null) return null;
  if (!('actor' in data) || typeof data.actor !== 'string') return null;
  if (!('roles' in data) || !Array.isArray(data.roles)) return null;
  const given: readonly unknown[] = data.roles;
  return {
    actor: data.actor,
    roles: ROLES.filter((role) => given.includes(role)),
    via: 'staff',
  };
}
