/** Sessions in Redis, behind a signed cookie (design §11). */
import { randomBytes } from 'node:crypto';
import { RedisStore } from 'connect-redis';
import { parseCookie } from 'cookie';
import { unsign } from 'cookie-signature';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Redis } from 'ioredis';
import { AppError } from '../errors.js';
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
/** ms for which a session is believed without asking Redis again: a revoked one ends within it. */
const FRESH = 5_000;
/** ms for which one is believed while Redis does not answer. */
const STALE = 60_000;
/** ms after which a session that is used, but opens no page, is prolonged in Redis. */
const PROLONG = DAY;
/** Sessions kept in memory; a hall has some dozens. */
const MOST = 5_000;

interface Kept {
  subject: Subject;
  checkedAt: number;
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
  readonly #kept = new Map<string, Kept>();

  constructor({ redis, secret, secure }: SessionOptions) {
    this.#store = new RedisStore({ client: redis, prefix: 'session:', ttl: LIFETIME / 1000 });
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
   * given out when Redis does not answer; it then has no session until it is opened again.
   */
  page(roles: readonly Role[]): RequestHandler {
    return (request, response, next) => {
      this.#establish(request, response, (error: unknown) => {
        if (error !== undefined || request.session.actor !== undefined) {
          next();
          return;
        }
        request.session.actor = `staff-${randomBytes(9).toString('base64url')}`;
        request.session.roles = roles;
        request.session.save(() => next());
      });
    };
  }

  /**
   * Whose session a `Cookie` header names; `null` without a valid one.
   * @throws AppError `store-down` when Redis does not answer and the session is not known here
   */
  async subject(cookieHeader: string): Promise<Subject | null> {
    const signed = parseCookie(cookieHeader)[this.#cookie];
    if (signed?.startsWith('s:') !== true) return null;
    const id = unsign(signed.slice(2), this.#secret);
    if (id === false) return null;
    const now = performance.now();
    const kept = this.#kept.get(id);
    if (kept !== undefined && now - kept.checkedAt < FRESH) return kept.subject;
    try {
      return await this.#ask(id, kept, now);
    } catch (cause) {
      if (kept !== undefined && now - kept.checkedAt < STALE) return kept.subject;
      throw new AppError('store-down', {}, { cause });
    }
  }

  async #ask(id: string, kept: Kept | undefined, now: number): Promise<Subject | null> {
    const data: unknown = await this.#store.get(id);
    const subject = readSubject(data);
    this.#kept.delete(id);
    if (subject === null) return null;
    const prolong = kept === undefined || now - kept.prolongedAt > PROLONG;
    if (prolong) await this.#store.client.expire(`${this.#store.prefix}${id}`, LIFETIME / 1000);
    if (this.#kept.size >= MOST) this.#kept.clear();
    this.#kept.set(id, {
      subject,
      checkedAt: now,
      prolongedAt: prolong ? now : kept.prolongedAt,
    });
    return subject;
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
