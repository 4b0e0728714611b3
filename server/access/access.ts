/** Who asks, and whether that may be. */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';
import { isLoopback, isOwnHost } from './address.js';
import { Attempts } from './attempts.js';
import { Book } from './book.js';
import { bearerOf, credentialsOf, credentialsOfSocket, type Handshaken } from './credentials.js';
import { DeviceBook } from './device-book.js';
import { readDevice, type DeviceRecord } from './device-record.js';
import { Endings } from './endings.js';
import { Hasher } from './hasher.js';
import { LastTimes } from './last-times.js';
import { Origins } from './origin.js';
import { PeopleBook } from './people-book.js';
import { readPerson } from './person-record.js';
import { Proofs } from './proofs.js';
import type { Devices, Ended, People, SignIns, Tokens } from './ports.js';
import { allows, STRANGER, type Action, type Subject, type Where } from './rights.js';
import { Sessions } from './sessions.js';
import { SignInDesk } from './sign-in.js';
import { Subjects } from './subjects.js';
import { readToken, TokenBook } from './token-book.js';

/** What a proxy adds to what it hands on. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;
/**
 * With the value `device` a page says that it asks as the paired device that it runs on, whoever is signed in
 * there besides: a kiosk at which a lead forgot to sign out gives numbers as a kiosk.
 */
const AS_HEADER = 'motcua-as';
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** ms between two notes that devices with an open socket are still here. */
const NOTE_EVERY = 300_000;

export interface Access {
  readonly people: People;
  readonly devices: Devices;
  readonly tokens: Tokens;
  readonly signIns: SignIns;
  /** For every page: refuses names that are not ours. */
  visit: RequestHandler;
  /**
   * For the API: finds out who asks. A wrong bearer token is `signed-out`; a change asked for with a
   * cookie must come from a page of the own origin, else `foreign-origin`.
   */
  api: RequestHandler;
  /**
   * A program on this machine asks, by one of the machine's own names, and neither through a proxy nor out
   * of a page that came from elsewhere.
   */
  fromThisMachine(request: IncomingMessage): boolean;
  /** Who asks; `api` has run before. */
  subject(request: IncomingMessage): Subject;
  /** Whose token or session opens a socket. @throws AppError `store-down` */
  socket(handshake: Handshaken): Promise<Subject | null>;
  /**
   * The paired device that opens a socket; `null` for none. A token that is worth nothing any more is
   * `signed-out`. @throws AppError `signed-out`, `store-down`
   */
  device(handshake: Handshaken): Promise<DeviceRecord['device'] | null>;
  /** Whose bearer token this is. @throws AppError `store-down` */
  bearer(token: string): Promise<Subject | null>;
  /**
   * What the right of a token's holder to serve a printer rests on: an agent's for the printer that it was
   * paired for, an admin's for those of his sites; `null` without it. @throws AppError `store-down`
   */
  serves(token: string, site: string, printer: string): Promise<readonly Ended[] | null>;
  allows(subject: Subject, action: Action, where?: Where): boolean;
  /** Whether all that something rests on still holds. @throws AppError `store-down` */
  holds(rests: readonly Ended[]): Promise<boolean>;
  /** For socket.io's `allowRequest`: false for a page of another origin or a name that is not ours. */
  originAllowed(request: IncomingMessage): boolean;
  /** Tells of every right that ended or changed, in any process. @returns a function that ends it */
  onEnded(listener: (ended: Ended) => void): () => void;
  start(): void;
  stop(): void;
}

export interface AccessOptions {
  /** Where all of it is kept. */
  redis: Redis;
  /** Makes a connection that waits through outages, to hear of changes in other processes. */
  tail: () => Redis;
  /** Signs session cookies; the same in all server processes. */
  secret: string;
  /** 32 bytes kept outside Redis (`pepper.ts`), the same in all server processes. */
  pepper: Buffer;
  /** Bearer token with all rights; `null` for none. */
  adminToken: string | null;
  /** Public names of the site, such as the host of `PUBLIC_URL`, without port. */
  names: readonly string[];
  /** Ids of the sites, the first first. */
  sites: () => readonly string[];
  /** A PIN is enough at every device: nothing here is real. */
  trustsEveryDevice: () => boolean;
  log: Log;
  /** Real time, ms; the machine's unless a test says otherwise. */
  now?: () => number;
}

export function createAccess(options: AccessOptions): Access {
  return new AccessDesk(options);
}

class AccessDesk implements Access {
  readonly people: PeopleBook;
  readonly devices: DeviceBook;
  readonly tokens: TokenBook;
  readonly signIns: SignInDesk;
  readonly #origins: Origins;
  readonly #sites: () => readonly string[];
  readonly #sessions: Sessions;
  readonly #endings: Endings;
  readonly #books: Readonly<Record<'people' | 'devices' | 'tokens', { drop(): void }>>;
  readonly #who: Subjects;
  readonly #subjects = new WeakMap<IncomingMessage, Subject>();
  #noting: NodeJS.Timeout | undefined;

  constructor(options: AccessOptions) {
    const { redis, log, tail, secret, now = Date.now } = options;
    this.#origins = new Origins(options.names);
    this.#sites = options.sites;
    const endings = new Endings({ redis, tail, log });
    const hasher = new Hasher(options.pepper);
    const last = (name: string) => new LastTimes(redis, name, log);
    const people = new Book({ redis, name: 'people', read: readPerson });
    const devices = new Book({ redis, name: 'devices', read: readDevice });
    const tokens = new Book({ redis, name: 'tokens', read: readToken });
    const lastPeople = last('people');
    const sessions = new Sessions({ redis, secret, now });
    this.#endings = endings;
    this.#sessions = sessions;
    this.#books = { people, devices, tokens };
    this.devices = new DeviceBook({ book: devices, last: last('devices'), endings, redis, now });
    this.tokens = new TokenBook({ book: tokens, last: last('tokens'), endings, now });
    this.people = new PeopleBook({
      ...{ book: people, last: lastPeople, hasher, endings, now },
      endPhones: (person) => this.devices.endPhones(person),
      prove: (record, given) => proofs.proveInside(record, given),
    });
    const proofs = new Proofs({
      ...{ people: this.people, devices: this.devices, hasher, now },
      attempts: new Attempts(redis, now),
      trustsEveryDevice: options.trustsEveryDevice,
      fromThisMachine: (request) => this.fromThisMachine(request),
    });
    this.signIns = new SignInDesk({
      ...{ people: this.people, devices: this.devices, proofs, sessions, endings, now },
      ...{ last: lastPeople, sites: options.sites },
    });
    this.#who = new Subjects({
      ...{ people: this.people, devices: this.devices, tokens: this.tokens },
      ...{ signIns: this.signIns, sessions, adminToken: options.adminToken },
    });
  }

  start(): void {
    this.#endings.onChange(({ book, ended }) => {
      if (book !== null) this.#books[book].drop();
      for (const { kind, id } of ended) if (kind === 'session') this.#sessions.drop(id);
    });
    this.#endings.onUnsure(() => {
      for (const book of Object.values(this.#books)) book.drop();
      this.#sessions.dropAll();
    });
    this.#endings.start();
    this.#noting = setInterval(() => this.devices.noteOpen(), NOTE_EVERY);
  }

  stop(): void {
    clearInterval(this.#noting);
    this.#endings.stop();
  }

  onEnded(listener: (ended: Ended) => void): () => void {
    return this.#endings.onChange((change) => change.ended.forEach(listener));
  }

  readonly visit: RequestHandler = (request, _response, next) => {
    if (!this.#origins.hostIsOurs(request)) throw new AppError('foreign-origin');
    next();
  };

  readonly api: RequestHandler = (request, _response, next) =>
    this.#identify(request).then((subject) => {
      this.#subjects.set(request, subject);
      next();
    });

  fromThisMachine(request: IncomingMessage): boolean {
    return (
      isLoopback(request.socket.remoteAddress ?? '') &&
      // A proxy that says nothing of itself hands on the name that others call, or speaks HTTP/1.0.
      isOwnHost(request.headers.host ?? '') &&
      request.httpVersion !== '1.0' &&
      FORWARDED.every((name) => request.headers[name] === undefined) &&
      this.#origins.of(request) !== 'foreign'
    );
  }

  subject(request: IncomingMessage): Subject {
    return this.#subjects.get(request) ?? STRANGER;
  }

  socket(handshake: Handshaken): Promise<Subject | null> {
    const credentials = credentialsOfSocket(handshake);
    const token = bearerOf(credentials);
    if (token === null) return Promise.resolve(null);
    return token === undefined ? this.#who.byCookies(credentials) : this.bearer(token);
  }

  async device(handshake: Handshaken): Promise<DeviceRecord['device'] | null> {
    const credentials = credentialsOfSocket(handshake);
    const record = await this.devices.byCredentials(credentials);
    if (record === null && this.devices.claimsToBeOne(credentials)) {
      throw new AppError('signed-out');
    }
    return record?.device ?? null;
  }

  allows(subject: Subject, action: Action, where: Where = {}): boolean {
    return allows(subject, action, { ...where, all: this.#sites() });
  }

  originAllowed(request: IncomingMessage): boolean {
    return this.#origins.of(request) !== 'foreign';
  }

  bearer(token: string): Promise<Subject | null> {
    return this.#who.byToken(token);
  }

  serves(token: string, site: string, printer: string): Promise<readonly Ended[] | null> {
    return this.#who.serves(token, site, printer);
  }

  holds(rests: readonly Ended[]): Promise<boolean> {
    return this.#who.holds(rests);
  }

  async #identify(request: IncomingMessage): Promise<Subject> {
    const credentials = credentialsOf(request);
    const token = bearerOf(credentials);
    if (token !== undefined) {
      const subject = token === null ? null : await this.bearer(token);
      if (subject === null) throw new AppError('signed-out');
      return subject;
    }
    const origin = this.#origins.of(request);
    const changes = !SAFE_METHODS.has(request.method ?? '');
    const cookie = credentials.cookie !== undefined;
    // Without a cookie there is nothing that a page could misuse: a program asks to be paired.
    if (changes && (origin === 'foreign' || (origin === 'unproven' && cookie))) {
      throw new AppError('foreign-origin');
    }
    if (!cookie || origin === 'foreign') return STRANGER;
    const asDevice = request.headers[AS_HEADER] === 'device';
    const subject = asDevice
      ? await this.#who.byDevice(credentials)
      : await this.#who.byCookies(credentials);
    return subject ?? STRANGER;
  }
}
