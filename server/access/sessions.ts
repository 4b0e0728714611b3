/** Sessions in Redis, behind a signed cookie. */
import type { IncomingMessage } from 'node:http';
import { RedisStore } from 'connect-redis';
import { unsign } from 'cookie-signature';
import type { Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { Believed } from './believed.js';
import { cookieName, cookieOf, isSecure, type Credentials } from './credentials.js';
import { SessionList } from './session-list.js';

/** Who is signed in, and for how long. What the person may do stands with the person. */
const sessionState = z.object({
  person: z.string(),
  /** The person's epoch in which it began. */
  epoch: z.number(),
  /** The paired device that was the other factor; `null` for a password. */
  device: z.string().nullable(),
  locked: z.boolean(),
  /** It began over TLS: its cookie is good for nothing over plain HTTP, nor the other way round. */
  secure: z.boolean(),
  /** Real time, ms, after which it is over however much it is used. */
  endsAt: z.number(),
});
export type SessionState = z.infer<typeof sessionState>;

declare module 'express-session' {
  interface SessionData {
    state: SessionState;
  }
}

const HOUR = 3_600_000;
/**
 * ms without use after which it is over, and ms in all: on somebody's own phone and elsewhere. Longer
 * than NIST SP 800-63B-4 §2.2.3 says for phones (OWASP ASVS 5.0, 7.3.1–2 lets a site decide): the
 * volunteers' own phones are theirs, lock themselves, and are no good at all outside the hall's Wi-Fi.
 */
const IDLE = 12 * HOUR;
export const LIFETIME = { own: 30 * 24 * HOUR, shared: 16 * HOUR } as const;
/** ms after which a session that is used is prolonged in Redis. */
const PROLONG = HOUR / 6;
/** Sessions of which is remembered when they were prolonged. */
const MOST = 5_000;

export interface SessionParts {
  redis: Redis;
  /** Signs the cookie; at least 32 random bytes, the same in all server processes. */
  secret: string;
  /** Real time, ms. */
  now: () => number;
}

/** Before the id of each session in Redis. */
const PREFIX = 'session:';

export class Sessions {
  readonly #redis: Redis;
  readonly #store: RedisStore;
  readonly #secret: string;
  readonly #now: () => number;
  readonly #plain: RequestHandler;
  readonly #secure: RequestHandler;
  readonly #believed: Believed<SessionState>;
  readonly #prolonged = new Map<string, number>();
  readonly #list: SessionList;

  constructor({ redis, secret, now }: SessionParts) {
    this.#secret = secret;
    this.#now = now;
    this.#redis = redis;
    this.#store = this.#newStore();
    this.#plain = this.#establishing(false);
    this.#secure = this.#establishing(true);
    this.#believed = new Believed((id) => this.#ask(id));
    this.#list = new SessionList({
      ...{ redis, lifetime: LIFETIME.own },
      keyOf: (id) => `${PREFIX}${id}`,
    });
  }

  /** Id of the session whose cookie this is; `null` without one or with a forged one. */
  idOf(credentials: Credentials): string | null {
    const signed = cookieOf('session', credentials);
    if (signed?.startsWith('s:') !== true) return null;
    const id = unsign(signed.slice(2), this.#secret);
    return id === false ? null : id;
  }

  /** `null` when it is over. @throws AppError `store-down` */
  async find(id: string): Promise<SessionState | null> {
    const state = await this.#believed.get(id);
    if (state === null || state.endsAt <= this.#now()) return null;
    return state;
  }

  /** It is in use: it lasts another while. Nobody waits for it; where it fails, the next use tries again. */
  prolong(id: string, state: SessionState): void {
    const last = this.#prolonged.get(id) ?? -Infinity;
    if (performance.now() - last < PROLONG) return;
    if (this.#prolonged.size >= MOST) this.#prolonged.clear();
    this.#prolonged.set(id, performance.now());
    this.#store.client
      .expire(`${PREFIX}${id}`, this.#seconds(state))
      .catch(() => this.#prolonged.delete(id));
  }

  /**
   * Begins a new session under a new id; the one that this browser had is over, and the person's oldest
   * where there are too many.
   * @returns ids of the oldest that ended
   * @throws AppError `store-down`
   */
  async begin(
    request: Request,
    response: Response,
    begun: Omit<SessionState, 'secure'>,
  ): Promise<string[]> {
    const state: SessionState = { ...begun, secure: isSecure(request) };
    const before = this.idOf({
      cookie: request.headers.cookie,
      authorization: undefined,
      secure: isSecure(request),
    });
    const establish = isSecure(request) ? this.#secure : this.#plain;
    await settled((done) => establish(request, response, done));
    await settled((done) => request.session.regenerate(done));
    request.session.state = state;
    request.session.cookie.maxAge = state.endsAt - this.#now();
    await settled((done) => request.session.save(done));
    if (before !== null) this.drop(before);
    const over = await this.#list.add(state.person, request.sessionID, this.#now());
    for (const id of over) {
      await this.#store.destroy(id).catch(down);
      this.drop(id);
    }
    return over;
  }

  /** @throws AppError `signed-out` when it is over meanwhile; `store-down` */
  async change(id: string, change: Partial<SessionState>): Promise<SessionState> {
    const data: unknown = await this.#store.get(id).catch(down);
    if (!isSession(data)) throw new AppError('signed-out');
    const state = { ...data.state, ...change };
    await this.#store.set(id, { ...data, state }).catch(down);
    this.drop(id);
    return state;
  }

  /** Ends it and takes its cookie away. @throws AppError `store-down` */
  async end(id: string, request: IncomingMessage, response: Response): Promise<void> {
    await this.#store.destroy(id).catch(down);
    this.drop(id);
    const secure = isSecure(request);
    response.clearCookie(cookieName('session', secure), { ...COOKIE, secure });
  }

  /** What is believed of it is not true any more. */
  drop(id: string): void {
    this.#believed.drop(id);
    this.#prolonged.delete(id);
  }

  /** Something may have been missed: everything is asked anew. */
  dropAll(): void {
    this.#believed.clear();
  }

  #newStore(): RedisStore {
    return new RedisStore({
      client: this.#redis,
      prefix: PREFIX,
      ttl: (data: object) => this.#seconds(readState(data)),
    });
  }

  /** Each has a store object of its own: express-session writes into it how its cookies are made. */
  #establishing(secure: boolean): RequestHandler {
    return session({
      store: this.#newStore(),
      secret: this.#secret,
      name: cookieName('session', secure),
      resave: false,
      saveUninitialized: false,
      cookie: { ...COOKIE, secure },
    });
  }

  async #ask(id: string): Promise<SessionState | null> {
    return readState(await this.#store.get(id));
  }

  #seconds(state: SessionState | null): number {
    const left = state === null ? 0 : Math.min(IDLE, state.endsAt - this.#now());
    return Math.max(Math.ceil(left / 1000), 1);
  }
}

const COOKIE = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

function readState(data: unknown): SessionState | null {
  if (typeof data !== 'object' || data === null || !('state' in data)) return null;
  const read = sessionState.safeParse(data.state);
  return read.success ? read.data : null;
}

function isSession(data: unknown): data is SessionData {
  return readState(data) !== null && typeof data === 'object' && data !== null && 'cookie' in data;
}

/** Waits for one of express-session's callbacks. @throws AppError `store-down` */
function settled(work: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((cause?: unknown) => {
      if (cause === undefined || cause === null) resolve();
      else reject(new AppError('store-down', {}, { cause }));
    });
  });
}

function down(cause: unknown): never {
  throw new AppError('store-down', {}, { cause });
}
